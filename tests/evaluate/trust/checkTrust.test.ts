import { afterEach, describe, expect, it, vi } from 'vitest';
import { checkTrust } from '../../../lib/evaluate/trust/checkTrust.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { doubtsBox } from '../../../lib/notebook/show/doubtsBox.js';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';

afterEach(() => vi.restoreAllMocks());

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const learned = await new AccessEvidence().fit(tableOf(offices(60)), {
  span: { first: day(1), last: day(30) },
});
/** Its alarm rates are those of a later period. */
const model = learned.recalibrate(tableOf(offices(60)));
const words = (inputs: object) => checkTrust({ model, ...inputs } as never).map(({ doubt }) => doubt);
const comparison = (evidence: number, rarity: number) =>
  toTable([
    { ranking: 'evidence', AUC: evidence, 'AUC high': evidence + 0.02 },
    { ranking: "the resource's rarity", AUC: rarity, 'AUC high': rarity + 0.02 },
  ]);

describe('checkTrust', () => {
  it('has none where all is well', () => {
    const kinds = toTable([{ kind: 'seen' }, { kind: 'seen' }, { kind: 'cold user' }]);
    const calibration = toTable([
      { tenant: null, kind: 'all', promised: 0.01, realised: 0.012, low: 0.006, high: 0.02 },
    ]);
    const report = { rows: 100, unreadable: 5 };
    expect(words({ report, comparison: comparison(0.95, 0.96), calibration, scored: kinds })).toEqual([]);
  });

  it('says that a log was learned before: all its days were, and most of its accesses', () => {
    const kinds = (...all: string[]) => toTable(all.map((kind) => ({ kind })));
    const of = (first: Date, last: Date) => ({ rows: 100, unreadable: 0, span: { first, last } });
    const seen = kinds('seen', 'seen', 'novel');
    expect(words({ report: of(day(30), day(30)), scored: seen })).toEqual([
      'The model has learned all days of this log before (2026-01-30), and has seen 67 % of its accesses: it was probably learned already.',
    ]);
    expect(words({ report: of(day(29), day(31)), scored: seen })).toEqual([]);
    expect(words({ report: of(day(29), day(30)), scored: kinds('seen', 'novel') })).toEqual([]);
    // The report of the log that a model was fitted on.
    expect(words({ report: of(day(1), day(30)) })).toEqual([]);
  });

  it('says that users or days are few', async () => {
    const small = await new AccessEvidence().fit(tableOf(offices(2)), {
      span: { first: day(1), last: day(2) },
    });
    expect(words({ model: small })).toEqual([
      'The model knows 2 users: too few to tell who is like whom.',
      'The model learned from 1 day: what happens weekly is still new to it.',
      expect.stringContaining('learned without days'),
    ]);
  });

  it('takes a few service accounts for no small company', async () => {
    const service = (tenant: string) =>
      offices(22).map((row, n) => ({ ...row, ...(n < 3 && { tenant, user: 'svc', res: `s${n}` }) }));
    const few = async (tenant: string) =>
      words({ model: await new AccessEvidence().fit(tableOf(service(tenant))) }).filter((doubt) =>
        doubt.includes('too few to tell'),
      );
    expect(await few('t (service accounts)')).toEqual([]);
    expect(await few('of two')).toEqual([
      expect.stringMatching(/^The model knows \d+ users in 2 tenants: too few/),
    ]);
  });

  it('says what alarm rates are worth on days to come', async () => {
    const doubts = (of: typeof model) => checkTrust({ model: of }).map(({ doubt }) => doubt);
    expect(doubts(learned)).toEqual([expect.stringContaining('The model learned without days')]);
    const inDays = (days: number) =>
      toTable(
        offices(60)
          .flatMap((row) => Array.from({ length: days }, (_, n) => ({ ...row, n })))
          .map(({ n, ...row }) => ({ ...row, tenant: 't', day: `2026-01-0${1 + n}` })),
      );
    const fit = (days: number) => new AccessEvidence().fit(inDays(days));
    expect(doubts(await fit(8))).toEqual([]);
    expect(doubts(await fit(4))).toEqual([
      expect.stringContaining('from 4 days'),
      'Alarm rates come from foreseeing the last of 4 days: they say little.',
    ]);
    expect(doubts(await fit(1))).toEqual([
      expect.stringContaining('from 1 day'),
      expect.stringContaining('The log has a single day'),
    ]);
  });

  it('says that accesses lack what the model has learned by', async () => {
    const rows = offices(60).flatMap((row) =>
      Array.from({ length: 8 }, (_, n) => ({
        ...row,
        day: `2026-01-0${1 + n}`,
        hour: 9 + n,
        door: 'ABC'[n % 3],
      })),
    );
    const fitted = await new AccessEvidence({ contextCols: ['door'] }).fit(toTable(rows));
    const said = (table: object[]) =>
      checkTrust({ model: fitted, scored: toTable(table) }).map(({ doubt }) => doubt);
    expect(said([{ day: '2026-01-09', hour: 9, door: 'A' }])).toEqual([]);
    expect(said([{ day: '2026-01-09', hour: null, kind: 'seen' }])).toEqual([
      'The accesses say nothing of hour, door, by which the model has learned: a stolen account may not show.',
    ]);
  });

  it('says that a context is as good as the name of the account', async () => {
    const rows = offices(60).flatMap((row) =>
      Array.from({ length: 8 }, (_, n) => ({
        ...row,
        day: `2026-01-0${1 + n}`,
        badge: `of ${row.user}`,
        door: 'A',
      })),
    );
    const fit = async (contextCols: string[]) =>
      checkTrust({ model: await new AccessEvidence({ contextCols }).fit(toTable(rows)) });
    expect(await fit(['badge'])).toEqual([
      {
        doubt: 'Nearly every account has its own badge: it says who it is, not where or how.',
        advice:
          'Leave badge out of contextCols, or take a coarser one, such as a network instead of an address.',
      },
    ]);
    expect(await fit(['door'])).toEqual([]);
  });

  it.each([
    ['unreadable rows', { report: { rows: 100, unreadable: 6 } }, "6 % of the log's rows could not be read."],
    [
      'a rule that does better',
      { comparison: comparison(0.8, 0.9) },
      "On what was set aside the resource's rarity does better (AUC 0.900 against 0.800).",
    ],
    [
      'guessing',
      { comparison: comparison(0.46, 0.4) },
      'On what was set aside the model is near guessing (AUC 0.460).',
    ],
    [
      'no test',
      { comparison: toTable([{ ranking: 'evidence', AUC: null, 'AUC high': null }]) },
      'There was nothing to test the model on.',
    ],
    [
      'broken promises',
      {
        calibration: toTable([
          { tenant: null, kind: 'all', promised: 0.01, realised: 0.05, low: 0.04, high: 0.06 },
        ]),
      },
      'Alarm rates are not kept: where 1 % was promised, 5 % of normal accesses raised one.',
    ],
    [
      'newcomers',
      { scored: toTable([{ kind: 'cold user' }, { kind: 'cold resource' }, { kind: 'seen' }]) },
      '67 % of the accesses are of users or resources that the model has never seen.',
    ],
    [
      'foreign tenants',
      { scored: toTable([{ kind: 'cold tenant' }, { kind: 'cold tenant' }, { kind: 'seen' }]) },
      '67 % of the accesses are of tenants that the model has never seen.',
    ],
  ])('says %s', (_, inputs, expected) => {
    expect(words(inputs)).toEqual([expected]);
  });
});

describe('doubtsBox', () => {
  it('is said once it is known', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const box = doubtsBox();
    box.tell([]);
    box.tell([{ doubt: 'Too few.', advice: 'More.' }]);
    expect(log.mock.calls.flat()).toEqual([
      'At the end of the run, this box says whether to trust the model.',
      'Nothing was found that speaks against trusting the model here.',
      'One thing speaks against trusting the model here:\n- Too few. More.',
    ]);
  });
});

it('refuses what is no model and no table', async () => {
  expect(() => checkTrust({} as never)).toThrow(
    new TypeError('Expected model to be an AccessEvidenceModel, got undefined'),
  );
  const factors = await new AccessAnomaly({ maxIter: 1 }).fit(tableOf(offices(5)));
  expect(() => words({ model: factors })).toThrow(
    new TypeError('Expected model to be an AccessEvidenceModel, got AccessAnomalyModel'),
  );
  for (const name of ['comparison', 'calibration', 'scored']) {
    expect(() => words({ [name]: [{ kind: 'seen' }] })).toThrow(
      new TypeError('Expected an Arrow Table (see toTable), got an array'),
    );
  }
});

it('says where clocks were wrong, and times are after now', () => {
  const at = (text: string) => new Date(`${text}T12:00:00Z`);
  const of = (outliers: object | null, last = '2026-11-29') =>
    words({
      report: { rows: 100, unreadable: 0, span: { first: at('2026-11-01'), last: at(last) }, outliers },
      now: at('2026-11-30'),
    });
  expect(of(null)).toEqual([]);
  expect(of({ rows: 1, first: at('1990-01-01'), last: at('1990-01-01') })).toEqual([
    '1 row of the log lies far from all others in time (1990-01-01): a clock was probably wrong.',
  ]);
  expect(of({ rows: 2, first: at('1990-01-01'), last: at('2099-12-31') })).toEqual([
    '2 rows of the log lie far from all others in time (1990-01-01 to 2099-12-31): a clock was probably wrong.',
    'The log has times after now: its last is 2099-12-31 12:00 UTC.',
  ]);
  const reasons = { 'time out of range': 1 };
  expect(words({ report: { rows: 100, unreadable: 1, reasons, span: null, outliers: null } })).toEqual([
    '1 row of the log has a time before 1990 or after 2100, and could not be read: a clock was probably wrong.',
  ]);
  expect(of(null, '2026-12-01')).toEqual(['The log has times after now: its last is 2026-12-01 12:00 UTC.']);
});

it('refuses an input that it does not know', () => {
  expect(() => words({ comparisons: null })).toThrow(
    new RangeError(
      'Expected checkTrust inputs among model, report, comparison, calibration, scored, alerts, now, got comparisons',
    ),
  );
});

it('says where accounts that were learned apart stand among persons', async () => {
  const rows = offices(30).map((row) => ({ ...row, tenant: 't' }));
  const service = { tenant: 't (service accounts)', user: 'svc_backup', res: 'r0-1', likelihood: 1 };
  const model = await new AccessEvidence().fit(tableOf([...rows, service, { ...service, res: 'r0-2' }]));
  const scored = (tenant: string) =>
    model.transform(tableOf([...rows, { ...service, tenant }]), { kinds: true });
  const said = (tenant: string) => words({ model, scored: scored(tenant) }).join(' ');
  expect(said('t')).toContain(
    'The model knows svc_backup apart, as accounts of services or machines; in this log it stands among persons.',
  );
  expect(said('t (service accounts)')).not.toContain('among persons');
});
