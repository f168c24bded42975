// What `npm run check` proves about the public types; running it does nothing.
import type { Float64, Table, Vector } from 'apache-arrow';
import type { DataFrame } from 'danfojs-node';
import { describe, expectTypeOf, it } from 'vitest';
import * as als from '../../lib/doors/als.js';
import * as evaluate from '../../lib/doors/evaluate.js';
import * as figures from '../../lib/doors/figures.js';
import type * as spark from '../../lib/doors/spark.js';
import * as api from '../../lib/index.js';

declare const table: Table;
declare const model: api.AccessEvidenceModel;

describe('factorisation', () => {
  it('takes typed arrays of numbers', () => {
    expectTypeOf(als.trainAls).toEqualTypeOf<
      (ratings: als.Ratings, options?: als.AlsOptions) => Promise<als.AlsModel>
    >();
    expectTypeOf<als.Ratings>().toEqualTypeOf<{
      users: Int32Array;
      items: Int32Array;
      ratings: Float32Array | Float64Array;
      numUsers?: number;
      numItems?: number;
    }>();
    expectTypeOf<als.AlsModel['userFactors']>().toEqualTypeOf<Float32Array>();
    expectTypeOf<keyof als.AlsModel>().toEqualTypeOf<
      'rank' | 'numUsers' | 'numItems' | 'userFactors' | 'itemFactors' | 'iterations'
    >();
  });

  it("has Spark's names, all of them optional", () => {
    expectTypeOf<als.AlsOptions>().toEqualTypeOf<Partial<als.AlsOptions>>();
    expectTypeOf<
      'rank' | 'maxIter' | 'regParam' | 'alpha' | 'implicitPrefs' | 'nonnegative' | 'seed' | 'tol' | 'threads'
    >().toExtend<keyof als.AlsOptions>();
    // @ts-expect-error: SynapseML's name
    const rankParam: als.AlsOptions = { rankParam: 3 };
    // @ts-expect-error: ids are 32-bit integers
    const users: als.Ratings['users'] = [0, 1];
    void [rankParam, users];
  });
});

describe('AccessAnomaly', () => {
  it("has SynapseML's parameters, all of them optional", () => {
    expectTypeOf(api.AccessAnomaly).toBeConstructibleWith({});
    expectTypeOf(api.AccessAnomaly).toBeConstructibleWith({
      rankParam: 3,
      historyAccessDf: null,
      numBlocks: null,
    });
    expectTypeOf<keyof api.AccessAnomalyParams>().toEqualTypeOf<
      | ('tenantCol' | 'userCol' | 'resCol' | 'likelihoodCol' | 'outputCol' | 'rankParam' | 'maxIter')
      | ('regParam' | 'numBlocks' | 'separateTenants' | 'lowValue' | 'highValue' | 'applyImplicitCf')
      | ('alphaParam' | 'complementsetFactor' | 'negScore' | 'historyAccessDf' | 'seed' | 'tol' | 'threads')
    >();
    // @ts-expect-error: Spark's name
    void (() => new api.AccessAnomaly({ rank: 3 }));
    // @ts-expect-error: a number
    void (() => new api.AccessAnomaly({ maxIter: '25' }));
  });

  it('is fitted to a table, and scores one', () => {
    void ((estimator: api.AccessAnomaly, table: Table, remote: spark.SparkTable) => {
      expectTypeOf(estimator.fit(table)).resolves.toEqualTypeOf<api.AccessAnomalyModel>();
      expectTypeOf(estimator.fit(remote)).resolves.toEqualTypeOf<api.AccessAnomalyModel>();
      const stays = estimator.fit(remote, { modelPath: 's3a://models/january' });
      expectTypeOf(stays).resolves.toEqualTypeOf<spark.RemoteModel<spark.SparkTable>>();
      // @ts-expect-error: of a table here
      void estimator.fit(remote, { warmStart: undefined as unknown as api.AccessAnomalyModel });
    });
    expectTypeOf<api.FitOptions['warmStart']>().toEqualTypeOf<api.AccessAnomalyModel | undefined>();
    expectTypeOf<api.FitOptions['span']>().toEqualTypeOf<api.Span | null | undefined>();
    expectTypeOf<api.UpdateOptions['span']>().toEqualTypeOf<api.Span | null | undefined>();
    expectTypeOf<api.FitOptions['signal']>().toEqualTypeOf<AbortSignal | undefined>();
    void ((model: api.AccessAnomalyModel, table: Table, remote: spark.SparkTable) => {
      expectTypeOf(model.transform(table)).toEqualTypeOf<Table>();
      expectTypeOf(model.transform(remote)).toEqualTypeOf<spark.SparkTable>();
    });
    expectTypeOf<api.AccessAnomalyModel['score']>().toEqualTypeOf<(table: Table) => Vector<Float64>>();
    expectTypeOf<api.AccessAnomalyModel['save']>().toEqualTypeOf<(directory: string) => Promise<void>>();
    expectTypeOf<api.AccessAnomalyModel['foldIn']>().returns.resolves.toEqualTypeOf<api.AccessAnomalyModel>();
    expectTypeOf(api.AccessAnomalyModel.load).toEqualTypeOf<
      (directory: string) => Promise<api.AccessAnomalyModel>
    >();
    // @ts-expect-error: of another kind
    void (() => new api.AccessAnomaly().fit(table, { warmStart: model }));
    // @ts-expect-error: rows are no table
    void (() => new api.AccessAnomaly().fit([{ user: 'ann', res: 'wiki' }]));
  });
});

describe('AccessEvidence', () => {
  it('has the same habit', () => {
    expectTypeOf<keyof api.AccessEvidenceParams>().toEqualTypeOf<
      | 'tenantCol'
      | 'userCol'
      | 'resCol'
      | 'likelihoodCol'
      | 'contextCols'
      | 'dayCol'
      | 'historyTrust'
      | 'horizon'
      | 'hourCol'
      | 'intruder'
      | 'seed'
      | 'threads'
    >();
    expectTypeOf(api.AccessEvidence.prototype.fit).returns.resolves.toEqualTypeOf<api.AccessEvidenceModel>();
    expectTypeOf<keyof api.EvidenceFitOptions>().toEqualTypeOf<'span' | 'onIteration' | 'signal'>();
    void ((table: Table, remote: spark.SparkTable, options: api.TransformOptions) => {
      expectTypeOf(model.transform(table, options)).toEqualTypeOf<Table>();
      expectTypeOf(model.transform(remote, options)).toEqualTypeOf<spark.SparkTable>();
    });
    expectTypeOf<api.AccessEvidenceModel['save']>().toEqualTypeOf<(directory: string) => Promise<void>>();
    expectTypeOf<
      api.AccessEvidenceModel['update']
    >().returns.resolves.toEqualTypeOf<api.AccessEvidenceModel>();
    expectTypeOf<api.AccessEvidenceModel['explain']>().toEqualTypeOf<(table: Table) => Table>();
    expectTypeOf(api.AccessEvidenceModel.load).toEqualTypeOf<
      (directory: string) => Promise<api.AccessEvidenceModel>
    >();
    // @ts-expect-error: AccessAnomaly's
    void (() => new api.AccessEvidence({ maxIter: 3 }));
    // @ts-expect-error: a share of the fit's time
    void (() => model.transform(table, { window: '1 day' }));
    // @ts-expect-error: it has no such option
    void (() => model.transform(table, { part: true }));
  });
});

describe('logs', () => {
  it('come to a table and a report', () => {
    expectTypeOf(api.readAccess).parameter(0).toEqualTypeOf<string | readonly string[]>();
    expectTypeOf(api.readAccess).parameter(1).exclude<undefined>().toEqualTypeOf<api.ReadAccessOptions>();
    expectTypeOf(api.readAccess).returns.resolves.toEqualTypeOf<{
      table: Table;
      report: api.AccessReport;
      failures: Table | null;
    }>();
    expectTypeOf<api.AccessReport['rows']>().toEqualTypeOf<number>();
    expectTypeOf<api.AccessReport['unreadable']>().toEqualTypeOf<number>();
    expectTypeOf<api.AccessReport['span']>().toEqualTypeOf<api.Span | null>();
    expectTypeOf<api.AccessReport['warning']>().toEqualTypeOf<string | null>();
    expectTypeOf(api.readEvents).returns.resolves.toEqualTypeOf<Table>();
    // @ts-expect-error: a column is named
    void (() => api.readAccess('log.csv', { user: 1 }));
    // @ts-expect-error: it has no such option
    void (() => api.readAccess('log.csv', { user: 'account', resource: 'share' }));
  });

  it('are read by options of which the empty ones are left out', () => {
    const user: string = 'account';
    expectTypeOf(api.withoutEmpty({ user, time: null })).toEqualTypeOf<{ user?: string; time?: never }>();
    // An option that can't be empty is always there.
    const events = () => api.withoutEmpty({ user, of: table, limit: 1, to: user as string | null });
    expectTypeOf(events).returns.toEqualTypeOf<{ user?: string; of: Table; limit: number; to?: string }>();
    void (() => [
      api.readAccess('log.csv', api.withoutEmpty({ user, trim: false })),
      api.readEvents('log', events()),
    ]);
    // @ts-expect-error: an empty user isn't given
    void (() => api.withoutEmpty({ user }).user.length);
  });
});

describe('triage', () => {
  it('comes to tables', () => {
    expectTypeOf(api.triage).toEqualTypeOf<(table: Table, options: api.TriageOptions) => Table>();
    expectTypeOf(api.selectForLearning).returns.toEqualTypeOf<api.LearningSelection>();
    expectTypeOf(api.learnDay).returns.toEqualTypeOf<Promise<api.LearnedDay>>();
    expectTypeOf(api.readVerdicts).toEqualTypeOf<(path: string) => Promise<api.Verdict[]>>();
    expectTypeOf<api.Verdict['verdict']>().toEqualTypeOf<'expected' | 'benign' | 'malicious'>();
    // @ts-expect-error: the factors' model has no evidence
    void ((other: api.AccessAnomalyModel) => api.triage(table, { model: other }));
  });

  it('is handed on to a file or a service', () => {
    expectTypeOf(api.writeAlerts).toEqualTypeOf<
      (alerts: Table, target: string | api.AlertTarget) => Promise<api.Delivery>
    >();
    expectTypeOf(api.findingsOf).returns.toEqualTypeOf<api.Finding[]>();
    // @ts-expect-error: a stream is missing
    void (() => api.writeAlerts(table, { azure: { endpoint: 'https://x', ruleId: 'dcr-1' } }));
  });
});

describe('tables', () => {
  it('come of rows, columns and data frames, and go back', () => {
    expectTypeOf(api.toTable).toEqualTypeOf<(input: api.TableInput) => Table>();
    expectTypeOf(api.toTable).toBeCallableWith([{ user: 'ann' }]);
    expectTypeOf(api.toTable).toBeCallableWith({ user: ['ann'], likelihood: Float64Array.of(1) });
    expectTypeOf<DataFrame>().toExtend<api.TableInput>();
    expectTypeOf(api.toDataFrame).toEqualTypeOf<(table: Table) => DataFrame>();
    expectTypeOf(api.summarize).toEqualTypeOf<(table: Table, column: string) => api.Summary>();
    expectTypeOf<api.Summary['count']>().toEqualTypeOf<number>();
    expectTypeOf<Omit<api.Summary, 'count'>>().toEqualTypeOf<
      Record<'min' | 'max' | 'mean' | 'stddev', number | null>
    >();
    // @ts-expect-error: a text is no table
    void (() => api.toTable('log.csv'));
  });

  it('are asked in SQL, with tables, scalars and lists', () => {
    expectTypeOf(api.sql).returns.resolves.toEqualTypeOf<Table>();
    expectTypeOf<
      Table | string | number | bigint | boolean | Date | null | string[]
    >().toExtend<api.SqlValue>();
    // @ts-expect-error: an object is none of them
    void (() => api.sql`SELECT ${{ user: 'ann' }}`);
  });

  it('are made up', () => {
    expectTypeOf(api.DataFactory).toBeConstructibleWith({ numHrUsers: 7, singleComponent: true, seed: 42 });
    expectTypeOf<api.DataFactory['createClusteredTrainingData']>().toEqualTypeOf<(ratio?: number) => Table>();
    expectTypeOf<api.DataFactory['createFixedTrainingData']>().toEqualTypeOf<() => Table>();
    // @ts-expect-error: Python's name
    void (() => new api.DataFactory({ num_hr_users: 7 }));
  });
});

describe('evaluation', () => {
  it('takes scores and labels of any kind', () => {
    expectTypeOf(evaluate.rocAuc).toEqualTypeOf<
      (scores: evaluate.Scores, labels: evaluate.Labels) => number
    >();
    expectTypeOf(evaluate.averagePrecision).toEqualTypeOf<
      (scores: evaluate.Scores, labels: evaluate.Labels) => number
    >();
    expectTypeOf<Float64Array>().toExtend<evaluate.Scores>();
    expectTypeOf<Vector<Float64>>().toExtend<evaluate.Scores>();
    expectTypeOf(evaluate.makeTest).returns.toEqualTypeOf<{ train: Table; pairs: Table }>();
    expectTypeOf(evaluate.compareRankers).returns.toEqualTypeOf<Table>();
    expectTypeOf<api.AccessEvidenceModel>().toExtend<evaluate.Ranker>();
    expectTypeOf<evaluate.Baseline>().toExtend<evaluate.Ranker>();
    // @ts-expect-error: no way to divide accesses
    void (() => evaluate.makeTest(table, { by: 'tenants' }));
  });
});

describe('figures', () => {
  it("are Plotly's JSON", () => {
    expectTypeOf(figures.accessSankey).returns.toEqualTypeOf<figures.Figure<figures.SankeyTrace>>();
    expectTypeOf(figures.accessMap).returns.toEqualTypeOf<figures.Figure<figures.MapTrace>>();
    expectTypeOf<figures.Figure>().toExtend<api.FigureLike>();
    expectTypeOf(api.show).returns.toEqualTypeOf<void>();
    expectTypeOf(api.progress).returns.toExtend<api.FitOptions>();
    expectTypeOf(api.progress).returns.toExtend<api.EvidenceFitOptions>();
  });
});
