import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filled, isNoName, NO_NAMES } from '../../../lib/logs/names/noName.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

/** The result of SQL for each of some texts. */
function of<T>(texts: readonly (string | null)[], sql: (text: string) => string): Promise<T[]> {
  return withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
    await connection.run(
      'CREATE TEMP TABLE named AS SELECT unnest($1) AS name',
      [listValue([...texts])],
      [LIST(VARCHAR)],
    );
    const result = await connection.run(`SELECT ${sql('name')} FROM temp.named`);
    return (await result.getRows()).map(([value]) => value as T);
  });
}

const BLANKS = [' ', '\t', '\n', '\r', '\u00a0'];

describe('isNoName', () => {
  it('is true of what stands for none, in any case and with blanks around it', async () => {
    const none = [
      '',
      '-',
      'null',
      'NULL',
      '(null)',
      '(Null)',
      'None',
      'N/A',
      'n/a',
      'undefined',
      ' ',
      '\t - \n',
      '\u00a0None\u00a0',
    ];
    expect(await of([...none, null], isNoName)).toEqual(Array(none.length + 1).fill(true));
  });

  it('is false of names that have it in them', async () => {
    const names = [
      'nullable',
      'null.com',
      '--',
      'n / a',
      '(none)',
      'none of them',
      'na',
      '0',
      'false',
      '\u2014',
      'NULL@example.com',
    ];
    expect(await of(names, isNoName)).toEqual(Array(names.length).fill(false));
  });

  it('is true however many blanks there are, on either side', async () => {
    const padded = NO_NAMES.flatMap((name) => [
      name.padEnd(40),
      name.padStart(40),
      `${' '.repeat(20)}${name}\t\t`,
    ]);
    expect(await of(padded, isNoName)).toEqual(padded.map(() => true));
  });

  it('is what the list says, of any text', async () => {
    const blank = fc.string({ unit: fc.constantFrom(...BLANKS), maxLength: 12 });
    const cased = fc
      .constantFrom(...NO_NAMES)
      .chain((name) =>
        fc
          .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
          .map((isUpper) =>
            [...name].map((letter, n) => (isUpper[n] ? letter.toUpperCase() : letter)).join(''),
          ),
      );
    const word = fc.oneof(
      cased,
      fc.string({ unit: fc.constantFrom('n', 'u', 'l', '-', '(', 'é', '😀', ' ') }),
    );
    const padded = fc.tuple(blank, word, blank).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(padded, { minLength: 20, maxLength: 60 }), async (texts) => {
        const around = /^[ \t\n\r\u00a0]+|[ \t\n\r\u00a0]+$/g;
        const listed = (text: string) =>
          (NO_NAMES as readonly string[]).includes(text.replace(around, '').toLowerCase());
        expect(await of(texts, isNoName)).toEqual(texts.map(listed));
      }),
      { numRuns: 50 },
    );
  });
});

it('filled is the text as it is, or null', async () => {
  const texts = ['ada', ' ben ', '-', null, ' None', 'x'.repeat(100)];
  expect(await of(texts, filled)).toEqual(['ada', ' ben ', null, null, null, 'x'.repeat(100)]);
});
