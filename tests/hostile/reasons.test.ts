import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceParams } from '../../lib/evidence/params.js';
import { toTable } from '../../lib/tables/toTable.js';
import { isoDay, TODAY } from '../evidence/logTables.js';
import { fuzzRuns } from './fuzzRuns.js';
import { type CountedRow, countedLog } from './reasons/countedLog.js';
import { checkReason, type ExplainedRow, PATTERN_NAMES } from './reasons/reasonGrammar.js';

/** Names that look like parts of a sentence, or end one. */
const USERS = ['u0', 'u1', 'J. Doe', 'CORP\\cohen', 'u2, now at r1', 'x (nearest: u1)', 'nor', '3 days'];
const RESOURCES = [
  ...['r0', 'r1', '\\\\fs01\\hr', 'a. It looks most like r0', 'r2; b', 'before', '1 of 2', 'nothing'],
  ...['r8', 'r9', 'r10', 'r11'],
];

const hour = fc.option(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(9) },
    { weight: 3, arbitrary: fc.integer({ min: 6, max: 12 }) },
    { weight: 1, arbitrary: fc.nat(23) },
  ),
  { freq: 5 },
);
const zone = fc.option(
  fc.oneof({ weight: 8, arbitrary: fc.constant('z0') }, fc.constantFrom('z1', 'z2. z3', '0')),
  { freq: 8 },
);
const access = (users: readonly string[], resources: readonly string[], numDays: number) =>
  fc.record<CountedRow>({
    tenant: fc.oneof({ weight: 9, arbitrary: fc.constant('t') }, { weight: 1, arbitrary: fc.constant('s') }),
    user: fc.constantFrom(...users),
    res: fc.constantFrom(...resources),
    day: fc.nat(numDays - 1).map((day) => TODAY + day),
    hour,
    zone,
    likelihood: fc.constantFrom(1, 1, 1, 2, 3, 1500),
  });

/** Some accesses, and now and then an account that reads all that there is, or many that share one thing. */
const learned = fc
  .tuple(fc.constantFrom(1, 3, 9, 30), fc.boolean(), fc.boolean())
  .chain(([numDays, hasBackup, hasCrowd]) =>
    fc.array(access(USERS, RESOURCES, numDays), { minLength: 1, maxLength: 60 }).map((rows) => [
      ...rows,
      ...(hasBackup ? rows.map((row) => ({ ...row, user: 'svc_backup', hour: 2 })) : []),
      ...(hasCrowd
        ? Array.from({ length: 16 }, (_, n) => ({
            ...rows[n % rows.length],
            user: `crowd${n}`,
            tenant: 't',
          }))
        : []),
    ]),
  );
const asked = fc.array(access([...USERS, 'svc_backup', 'crowd3', 'newcomer'], [...RESOURCES, 'fresh'], 12), {
  maxLength: 8,
});
const strangers: CountedRow[] = [
  { tenant: 'elsewhere', user: 'u0', res: 'r0', day: TODAY, hour: 3, zone: 'z0', likelihood: 1 },
  { tenant: 't', user: 'newcomer', res: 'fresh', day: TODAY + 2, hour: 3, zone: 'unheard', likelihood: 1 },
];

/** How the log is learned, and what of it. */
const WAYS = ['contexts', 'days', 'likelihoods', 'shares', 'rows'] as const;
type Way = (typeof WAYS)[number];

const tableOf = (way: Way, rows: readonly CountedRow[]): Table =>
  toTable(
    rows.map(({ tenant, user, res, day, hour, zone, likelihood }) => ({
      ...{ tenant, user, res },
      ...(way === 'contexts' ? { day: isoDay(day), hour, zone } : {}),
      ...(way === 'days' ? { day: isoDay(day) } : {}),
      ...(way === 'likelihoods' ? { likelihood } : {}),
      ...(way === 'shares' ? { likelihood: likelihood / 2 } : {}),
    })),
  );
const paramsOf = (way: Way): AccessEvidenceParams => ({
  threads: 1,
  ...(way === 'contexts' ? { contextCols: ['zone'] } : {}),
});

describe('reasons', () => {
  it.each(WAYS)('say what the log says when it is counted again, learned by %s', async (way) => {
    const said = new Map<string, number>();
    const enough = way === 'contexts' ? 80 : 25;
    const numRuns = fuzzRuns(enough);
    await fc.assert(
      fc.asyncProperty(learned, asked, fc.constantFrom(1, 1, 0), async (rows, more, historyTrust) => {
        const model = await new AccessEvidence({ ...paramsOf(way), historyTrust }).fit(tableOf(way, rows));
        const questions = [...rows.slice(0, 12), ...more, ...strangers];
        const explained = model.explain(tableOf(way, questions)).toArray() as ExplainedRow[];
        const share = way === 'shares' ? 2 : 1;
        const log = countedLog(
          rows.map((row) => ({ ...row, likelihood: way === 'rows' ? 1 : row.likelihood / share })),
          way === 'contexts' || way === 'days',
        );
        questions.forEach((question, n) => {
          for (const pattern of checkReason(explained[n], question, log, way)) {
            said.set(pattern, (said.get(pattern) ?? 0) + 1);
          }
        });
      }),
      { numRuns },
    );
    if (process.env.FUZZ_RUNS) console.log(way, Object.fromEntries(said));
    // A sentence that never occurs isn't tested.
    if (numRuns < enough) return;
    const isOfContexts = (name: string) =>
      name.startsWith('a value') || name.startsWith('an hour') || name === 'looks';
    expect(PATTERN_NAMES.filter((name) => !said.has(name))).toEqual(
      way === 'contexts' ? [] : PATTERN_NAMES.filter(isOfContexts),
    );
  });
});
