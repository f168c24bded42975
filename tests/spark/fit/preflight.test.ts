import { describe, expect, it } from 'vitest';
import { resolveParams } from '../../../lib/anomaly/params.js';
import { checkFitsHere, checkParams, modelBytes } from '../../../lib/spark/fit/preflight.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('checkParams', () => {
  it('refuses what Spark can not fit by, with what to do', () => {
    const history = toTable([{ tenant: 't', user: 'u', res: 'r' }]);
    expect(() => checkParams(resolveParams({ applyImplicitCf: false }))).toThrow(
      /fit explicit feedback here/,
    );
    expect(() => checkParams(resolveParams({ historyAccessDf: history }))).toThrow(
      /^Expected no historyAccessDf/,
    );
    expect(() => checkParams(resolveParams({ tol: 0.1 }))).toThrow(
      'Expected tol to be 0 for a table on Spark',
    );
    expect(() => checkParams(resolveParams({}))).not.toThrow();
  });
});

describe('checkFitsHere', () => {
  it('refuses a model that is larger than what is free, with the figures and how to go on', () => {
    const bytes = modelBytes(300_000_000, 10);
    expect(() => checkFitsHere(300_000_000, 10, 8e9)).toThrow(
      `Expected a model of at most 8.00 GB, which this machine has free, got 300,000,000 users and resources of rank 10, which take ` +
        `${(bytes / 1e9).toPrecision(3)} GB: keep it on Spark by fit(table, { modelPath: '<a new folder there>' })`,
    );
    expect(() => checkFitsHere(300_000_000, 10, bytes)).not.toThrow();
    expect(() => checkFitsHere(1000, 10)).not.toThrow();
  });
});
