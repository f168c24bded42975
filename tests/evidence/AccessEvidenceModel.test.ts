import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { termsInWords } from '../../lib/evidence/explain/termsInWords.js';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import { AccessAnomalyModel } from '../../lib/original/AccessAnomalyModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';
import { forge } from '../saving/kinds.js';
import { column, OUTPUTS, offices, type Row, someRows, TERMS, tableOf } from './evidenceTables.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let numFolders = 0;
const newFolder = () => join(folder, String(numFolders++));
const fit = (rows: readonly Row[], params = {}) => new AccessEvidence(params).fit(tableOf(rows));
const queries = [...offices(40).slice(0, 80), ...offices(12, 8, 'other'), ...offices(3, 3, 'unknown')];

function scores(model: AccessEvidenceModel, rows: readonly Row[] = queries): number[][] {
  const scored = model.transform(tableOf(rows), { parts: true, window: 0.3 });
  return [...OUTPUTS, ...TERMS].map((name) => column(scored, name));
}

describe('save and load', () => {
  it('give the same scores bit for bit, and what the model tells of itself', async () => {
    const span = { first: new Date('2026-01-01T00:00:00Z'), last: new Date('2026-02-01T00:00:00Z') };
    const rows = [...offices(40), ...offices(15, 3, '<b>&\u{1F600}')];
    const params = { historyTrust: 0.5, intruder: { newness: 1 }, seed: 7 };
    const model = await new AccessEvidence(params).fit(tableOf(rows), { span });
    const path = newFolder();
    await model.save(path);
    const loaded = await AccessEvidenceModel.load(path);
    expect(scores(loaded, [...rows, ...queries])).toEqual(scores(model, [...rows, ...queries]));
    expect(loaded.span).toEqual(span);
    expect([loaded.numUsers, loaded.numResources, loaded.numAccesses, loaded.tenants]).toEqual([
      model.numUsers,
      model.numResources,
      model.numAccesses,
      model.tenants,
    ]);
    // It goes on as the one that was saved would.
    const more = tableOf(offices(40, 2));
    expect(scores(await loaded.update(more))).toEqual(scores(await model.update(more)));
  });

  it('keep a recalibration', async () => {
    const model = (await fit(offices(40))).recalibrate(tableOf(offices(40, 2)));
    const path = newFolder();
    await model.save(path);
    expect(scores(await AccessEvidenceModel.load(path))).toEqual(scores(model));
  });

  it('replace a model of the same kind, and leave others alone', async () => {
    const path = newFolder();
    const other = newFolder();
    await (await new AccessAnomaly({ rankParam: 2, maxIter: 2 }).fit(tableOf(offices(10)))).save(path);
    await expect(AccessEvidenceModel.load(path)).rejects.toThrow(
      'of format "access-anomaly evidence", got "access-anomaly model"',
    );
    await expect((await fit(offices(10))).save(path)).rejects.toThrow(
      'one of format "access-anomaly evidence", got',
    );
    await AccessAnomalyModel.load(path);
    for (const rows of [offices(10), offices(12)]) await (await fit(rows)).save(other);
    expect(readdirSync(other)).toHaveLength(6);
    await expect(AccessAnomalyModel.load(other)).rejects.toThrow(
      'of format "access-anomaly model", got "access-anomaly evidence": AccessEvidenceModel.load reads it',
    );
    mkdirSync(join(folder, 'foreign'));
    writeFileSync(join(folder, 'foreign', 'model.json'), '{"mine":true}');
    await expect((await fit(offices(10))).save(join(folder, 'foreign'))).rejects.toThrow(
      'none that can be read',
    );
  });

  it('refuse a folder with a file that is missing, longer or shorter', async () => {
    for (const damage of [
      unlinkSync,
      (file: string) => appendFileSync(file, 'x'),
      (file: string) => truncateSync(file, 9),
    ]) {
      const path = newFolder();
      await (await fit(offices(10))).save(path);
      const [file] = readdirSync(path).filter((name) => name.startsWith('weights'));
      damage(join(path, file));
      await expect(AccessEvidenceModel.load(path)).rejects.toThrow(file);
    }
    await expect(AccessEvidenceModel.load(newFolder())).rejects.toThrow('got none there');
  });
});

describe('update', () => {
  it('is a fit on all accesses, whatever is added', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, someRows, fc.boolean(), async (before, added, toAnother) => {
        const second = toAnother ? added.map((row) => ({ ...row, tenant: 'other' })) : added;
        const updated = await (await fit([...before, ...offices(6, 2, 'third')])).update(tableOf(second));
        const whole = await fit([...before, ...offices(6, 2, 'third'), ...second]);
        const asked = [...before, ...second, ...queries];
        const [a, b] = [updated, whole].map((model) => scores(model, asked));
        a.forEach((values, n) => {
          values.forEach((value, row) => {
            expect(Math.abs(value - b[n][row])).toBeLessThan(1e-9);
          });
        });
      }),
      { numRuns: 40, seed: 5 },
    );
  });

  it('keeps what it has of tenants and similarities that nothing was added to', async () => {
    const model = await fit([...offices(40), ...offices(10, 2, 'other')]);
    const steps: string[] = [];
    const again = offices(40).slice(0, 30);
    const updated = await model.update(tableOf(again), {
      onIteration: ({ step, fraction }) => steps.push(`${step} ${fraction > 0}`),
    });
    expect(steps).not.toContain('similarities true');
    expect(scores(updated, offices(10, 2, 'other'))).toEqual(scores(model, offices(10, 2, 'other')));
    expect(updated.numAccesses).toBe(model.numAccesses);
  });

  it('counts rows where there is no likelihood, and joins the spans', async () => {
    const rows = offices(20).map((row) => ({ ...row, likelihood: 1 }));
    const day = (n: number) => new Date(Date.UTC(2026, 0, n));
    const model = await new AccessEvidence().fit(tableOf(rows), { span: { first: day(1), last: day(9) } });
    const bare = tableOf(rows.slice(0, 20)).select(['tenant', 'user', 'res']);
    const updated = await model.update(bare, { span: { first: day(5), last: day(12) } });
    expect(updated.span).toEqual({ first: day(1), last: day(12) });
    expect(scores(updated)).toEqual(scores(await fit([...rows, ...rows.slice(0, 20)])));
  });

  it('refuses likelihoods that would take the history of a tenant away', async () => {
    const model = await fit([
      ...offices(20),
      ...offices(5, 2, 'small').map((row) => ({ ...row, likelihood: 0.5 })),
    ]);
    expect([model.hasHistory('t'), model.hasHistory('small')]).toEqual([true, false]);
    await expect(model.update(tableOf([{ ...offices(1)[0], likelihood: 0.5 }]))).rejects.toThrow(
      'Expected likelihoods of tenant t to be counts',
    );
    expect(() => model.hasHistory('nowhere')).toThrow('Expected a tenant of the model, got "nowhere"');
  });

  it('leaves the model as it was where it is refused', async () => {
    const model = await fit(offices(10));
    const before = scores(model);
    await expect(model.update(tableOf([{ ...offices(1)[0], likelihood: -1 }]))).rejects.toThrow('likelihood');
    await expect(
      model.update(tableOf(offices(2)), { signal: AbortSignal.abort(new Error('no')) }),
    ).rejects.toThrow('no');
    expect(scores(model)).toEqual(before);
  });
});

describe('a span of null', () => {
  it('is one that is not known', async () => {
    const [table, span] = [tableOf(offices(10)), { first: new Date(0), last: new Date(1) }];
    const [known, unknown] = await Promise.all(
      [span, null].map((each) => new AccessEvidence().fit(table, { span: each })),
    );
    expect(unknown.span).toBeNull();
    // The time of some of the accesses would be too short for all of them.
    expect((await known.update(table, { span: null })).span).toBeNull();
    expect((await known.update(table)).span).toBeNull();
    expect((await unknown.update(table, { span })).span).toBeNull();
    const later = { first: new Date(5), last: new Date(9) };
    expect((await known.update(table, { span: later })).span).toEqual({
      first: new Date(0),
      last: new Date(9),
    });
    for (const wrong of [0, '', false]) {
      const options = { span: wrong as never };
      const error = new TypeError('Expected span.first to be a valid Date, got undefined');
      await expect(new AccessEvidence().fit(table, options)).rejects.toThrow(error);
      await expect(known.update(table, options)).rejects.toThrow(error);
    }
  });
});

it('a model that was saved with a column `kind` is loaded, and keeps it', async () => {
  const rows = offices(10);
  const named = (resCol: string) =>
    toTable(rows.map(({ tenant, user, res, likelihood }) => ({ tenant, user, [resCol]: res, likelihood })));
  const model = await new AccessEvidence({ resCol: 'thing' }).fit(named('thing'));
  const path = newFolder();
  await model.save(path);
  forge(path, ({ params }) => {
    params.resCol = 'kind';
  });
  const old = await AccessEvidenceModel.load(path);
  const scored = old.transform(named('kind'));
  expect([...scored.getChild('kind')!]).toEqual([...named('kind').getChild('kind')!]);
  expect(column(scored, 'evidence')).toEqual(column(model.transform(named('thing')), 'evidence'));
  expect(rowsOf(triage(named('kind'), { by: 'access', model: old }))).toEqual(
    rowsOf(triage(named('thing'), { by: 'access', model })),
  );
});

describe('transform', () => {
  it('takes away what another model said', async () => {
    const [one, two] = await Promise.all([offices(20), offices(30, 4)].map((rows) => fit(rows)));
    const scored = one.transform(tableOf(queries), { parts: true, window: 0.3, kinds: true });
    expect(two.transform(scored).schema.names).toEqual([
      ...tableOf(queries).schema.names,
      'evidence',
      'pair_evidence',
      'p_new',
    ]);
  });

  it('says what is known of who makes an access', async () => {
    const rows = offices(20);
    const model = await fit(rows);
    const asked = [
      rows[0],
      {
        ...rows[0],
        res: rows.find(
          ({ user, res }) => user !== 'u0' && !rows.some((row) => row.user === 'u0' && row.res === res),
        )!.res,
      },
      { ...rows[0], user: 'nobody' },
      { ...rows[0], res: 'nothing' },
      { ...rows[0], tenant: 'nowhere' },
    ];
    const scored = model.transform(tableOf(asked), { kinds: true, parts: true });
    expect([...scored.getChild('kind')!]).toEqual([
      'seen',
      'novel',
      'cold user',
      'cold resource',
      'cold tenant',
    ]);
    const why = [...termsInWords(scored).getChild('why')!];
    expect(why[2]).toContain('new account');
    expect(why[3]).toContain('new resource');
    expect(why[4]).toContain('unknown tenant');
    const none = termsInWords(model.transform(tableOf(asked).slice(0, 0), { kinds: true, parts: true }));
    expect([none.slice(0, 5).numRows, none.schema.names.at(-1)]).toEqual([0, 'why']);
    expect(() => model.transform(tableOf(asked), { parts: 'yes' as never })).toThrow(
      'Expected parts to be true or false',
    );
  });

  it('has no p-value below the smallest', async () => {
    const model = await fit(offices(30));
    const scored = model.transform(tableOf([...queries.slice(0, 80), ...offices(5, 9)]), { window: 0.1 });
    expect(Math.min(...column(scored, 'p_new'))).toBeGreaterThanOrEqual(model.smallestP('t'));
    expect(Math.min(...column(scored, 'p_next'))).toBeGreaterThanOrEqual(model.smallestP('t', 0.1));
    expect(model.smallestP('t')).toBeGreaterThan(0);
  });
});

it('shows itself as a line', async () => {
  const model = await fit(offices(10));
  const bundle = (model as unknown as Record<symbol, () => Record<string, string>>)[
    Symbol.for('Jupyter.display')
  ]();
  expect(bundle['text/plain']).toMatch(
    /^AccessEvidenceModel: 1 tenant, 10 users, \d+ resources, \d+ accesses$/,
  );
});
