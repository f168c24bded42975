import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readVerdicts } from '../../../lib/alerts/verdicts/readVerdicts.js';
import { nameOfCell } from '../../../lib/base/text/nameCell.js';
import { type Decision, decisionFile, decisionsIn } from '../../../lib/notebook/page/Decision.js';

const folder = mkdtempSync(join(tmpdir(), 'decisions-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'new.csv');

const name = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom('*', '=1+1', '"*"', "'=x", ' a', 'a,b', '#c'),
  )
  .filter((text) => !/\p{Surrogate}/u.test(text));
const decision: fc.Arbitrary<Decision> = fc.record({
  tenant: name,
  user: name,
  res: fc.option(name),
  verdict: fc.constantFrom('expected' as const, 'benign' as const, 'malicious' as const),
  owner: fc.string(),
  reason: fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text)),
  expires: fc.constantFrom('', '2026-12-31'),
  days: fc.constantFrom([], [{ first: '2026-11-01', last: '2026-11-03' }]),
});

describe('decisions as a file of verdicts', () => {
  it('are read again as they were made, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(decision, async (made) => {
        writeFileSync(path, `\ufeff${decisionFile([made])}`);
        const [rule, ...others] = await readVerdicts(path);
        expect(others).toEqual([]);
        expect([nameOfCell(rule.tenant), nameOfCell(rule.user), nameOfCell(rule.res)]).toEqual([
          made.tenant,
          made.user,
          made.res,
        ]);
        expect(rule.verdict).toBe(made.verdict);
        expect(rule.expires?.toISOString().slice(0, 10) ?? '').toBe(made.expires);
        const days = made.verdict === 'malicious' ? made.days : [];
        expect(rule.from?.toISOString().slice(0, 10)).toBe(days[0]?.first);
      }),
      { numRuns: 60 },
    );
  });

  it('are a line for each span of days, where a clock was wrong', async () => {
    const days = [
      { first: '2026-11-01', last: '2026-11-03' },
      { first: '1970-01-01', last: '1970-01-01' },
    ];
    const made = {
      tenant: 't',
      user: 'u',
      res: null,
      verdict: 'malicious',
      owner: '',
      reason: '',
      expires: '',
    };
    writeFileSync(path, decisionFile([{ ...made, days } as Decision]));
    expect(await readVerdicts(path)).toHaveLength(2);
  });

  it('are none in what a page did not remember', () => {
    for (const text of [null, '', '{', '{}', '[1]', '[{"tenant":"t"}]'])
      expect(decisionsIn(text)).toEqual([]);
  });
});
