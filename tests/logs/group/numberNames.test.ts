import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberNames } from '../../../lib/logs/group/numberNames.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

/** Names with how many rows they stand for, their place, and when they were first seen. */
type Named = [name: string, rows: number, place: number | null, first: number | null];

function numbered(named: readonly Named[], isFolded: boolean) {
  return withConnection(async (connection) => {
    await connection.run('CREATE TEMP TABLE named (name VARCHAR, rows BIGINT, place BIGINT, first BIGINT)');
    for (const row of named) {
      await connection.run('INSERT INTO temp.named VALUES ($1, $2, $3, $4)', [...row]);
    }
    const found = await numberNames(connection, { table: 'user_names', names: 'FROM temp.named', isFolded });
    const result = await connection.run('SELECT name, id FROM user_names ORDER BY id, name');
    return { ...found, ids: await result.getRows() };
  });
}

describe('numberNames', () => {
  it('numbers names in their order, each spelling by itself', async () => {
    const named: Named[] = [
      ['b', 1, 0, null],
      ['a', 1, 1, null],
      ['B', 1, 2, null],
      ['a', 5, 3, null],
    ];
    expect(await numbered(named, false)).toEqual({
      ...{ names: ['B', 'a', 'b'], numJoined: 0 },
      ids: [
        ['B', 0],
        ['a', 1],
        ['b', 2],
      ],
    });
  });

  it('joins spellings, and shows the most frequent one', async () => {
    const named: Named[] = [
      ['Ada', 2, 0, 10],
      ['ADA', 2, 1, 11],
      ['ADA', 1, 9, 19],
      ['ben', 1, 2, 12],
    ];
    expect(await numbered(named, true)).toEqual({
      ...{ names: ['ADA', 'ben'], numJoined: 1 },
      ids: [
        ['ADA', 0],
        ['Ada', 0],
        ['ben', 1],
      ],
    });
  });

  it.each<[string, Named[], string]>([
    [
      'came first',
      [
        ['Ada', 1, 7, null],
        ['ADA', 1, 3, null],
        ['ada', 1, 5, null],
      ],
      'ADA',
    ],
    [
      'came first, by its earliest place',
      [
        ['Ada', 2, 5, null],
        ['ADA', 1, 9, null],
        ['ADA', 1, 3, null],
      ],
      'ADA',
    ],
    [
      'was seen first, where places are the same',
      [
        ['ADA', 1, 0, 9],
        ['Ada', 1, 0, 3],
        ['ada', 1, 0, null],
      ],
      'Ada',
    ],
    [
      'is first by its letters, where nothing else is known',
      [
        ['ada', 1, 0, null],
        ['Ada', 1, 0, null],
      ],
      'Ada',
    ],
  ])('shows of equally frequent spellings the one that %s', async (_, named, shown) => {
    expect((await numbered(named, true)).names).toEqual([shown]);
  });

  it('joins what is one in lower case, also beyond ASCII', async () => {
    const { names, numJoined } = await numbered(
      [
        ['Zoë', 2, 0, 0],
        ['ZOË', 1, 1, 1],
        ['zoe', 1, 2, 2],
      ],
      true,
    );
    expect([names, numJoined]).toEqual([['Zoë', 'zoe'], 1]);
  });

  it('has no names of nothing', async () => {
    for (const isFolded of [false, true]) {
      expect(await numbered([], isFolded)).toEqual({ names: [], numJoined: 0, ids: [] });
    }
  });

  it('does not depend on the order of rows', async () => {
    const name = fc.constantFrom('ada', 'Ada', 'ADA', 'ben', 'Ben');
    const row = fc.tuple(name, fc.integer({ min: 1, max: 3 }), fc.nat({ max: 5 }), fc.constant(null));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        expect(await numbered([...rows].reverse(), true)).toEqual(await numbered(rows, true));
      }),
      { numRuns: 30 },
    );
  });
});
