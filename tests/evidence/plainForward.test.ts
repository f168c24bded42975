import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlainRow, plainForward } from '../oracles/plainForward.js';
import { OUTPUTS, TERMS } from './evidenceTables.js';
import { ASKED, FORWARD_COLUMNS, fitLog, type LogRow, logTable, someLog } from './logTables.js';

const plainRow = ({ user, res, day, hour, zone }: LogRow): PlainRow => ({ user, res, day, hour, zone });

async function expectPlain(
  rows: LogRow[],
  queries: LogRow[],
  { horizon, contexts }: { horizon: number | null; contexts: ('hour' | 'zone')[] },
): Promise<void> {
  const model = await fitLog(rows, {
    hourCol: contexts.includes('hour') ? 'hour' : null,
    contextCols: contexts.includes('zone') ? ['zone'] : [],
    horizon,
  });
  const scored = model.transform(logTable(queries), { parts: true, kinds: true });
  const plain = plainForward(rows.map(plainRow), queries.map(plainRow), { horizon, contexts });
  const columns = contexts.length === 0 ? [...OUTPUTS, ...TERMS] : FORWARD_COLUMNS;
  for (const name of columns.filter((name) => scored.getChild(name) !== null)) {
    const actual = scored.getChild(name)!;
    plain.forEach((score, n) => {
      const value = score[name as keyof typeof score] as number;
      const difference = Math.abs(Number(actual.get(n)) - value) / Math.max(1, Math.abs(value));
      expect(difference, `${name} of ${JSON.stringify(queries[n])}: ${actual.get(n)}, ${value}`).toBeLessThan(
        1e-9,
      );
    });
  }
}

describe('a model with days', () => {
  it.each([[['hour', 'zone']], [['hour']], [['zone']], [[]]] as ('hour' | 'zone')[][][])(
    'agrees with the formula as it is written down, on any log, with contexts %j',
    async (contexts) => {
      const horizon = fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 });
      await fc.assert(
        fc.asyncProperty(someLog, horizon, (rows, horizon) =>
          expectPlain(rows, [...ASKED, ...rows], { horizon, contexts }),
        ),
        { numRuns: 40, seed: 21 },
      );
    },
  );
});

it('the formula as it is written down agrees with what was recorded of a week', () => {
  const file = 'tests/fixtures/reference/in-time/week-a.csv.gz';
  const [head, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const names = head.split(',');
  const rows = lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, n) => [name, cells[n]]));
  });
  const plainRows = (isAsked: (part: string) => boolean) =>
    rows
      .filter(({ part }) => isAsked(part))
      .map(({ user, res, day, hour, zone }): PlainRow => {
        return {
          user,
          res,
          day: Date.parse(day) / 86_400_000,
          hour: Number(hour),
          zone: zone === '' ? null : zone,
        };
      });
  const recorded = rows.filter(({ part }) => part !== 'train');
  const [train, rest] = [plainRows((part) => part === 'train'), plainRows((part) => part !== 'train')];
  const scored = plainForward(train, rest, { contexts: ['hour', 'zone'] });
  const plain = plainForward(train, rest);
  recorded.forEach((row, n) => {
    for (const name of FORWARD_COLUMNS.filter((name) => name in row)) {
      expect(scored[n][name as 'evidence'], `${name} of row ${n}`).toBeCloseTo(Number(row[name]), 9);
    }
    expect(plain[n].evidence).toBeCloseTo(Number(row.plain_evidence), 9);
    expect(plain[n].p_next).toBeCloseTo(Number(row.plain_p_next), 9);
  });
});
