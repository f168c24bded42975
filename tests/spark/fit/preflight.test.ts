import { describe, expect, it } from 'vitest';
import { resolveParams } from '../../../lib/original/params.js';
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
  const names = (count: number, largest = count) => ({
    users: { count, largest },
    resources: { count: 0, largest: 0 },
  });
  const ROOM = 1e12;
  const onSpark = `: keep it on Spark by fit(table, { modelPath: '<a new folder there>' })`;

  it('refuses a model that is larger than what is free, with the figures and how to go on', () => {
    const bytes = modelBytes(300_000_000, 10);
    expect(() => checkFitsHere(names(300_000_000, 1000), 10, { free: 8e9, heap: ROOM })).toThrow(
      `Expected a model of at most 8.00 GB, which this machine has free, got 300,000,000 users and resources of rank 10, which take ` +
        `${(bytes / 1e9).toPrecision(3)} GB${onSpark}`,
    );
    expect(() => checkFitsHere(names(300_000_000, 1000), 10, { free: bytes, heap: ROOM })).not.toThrow();
    expect(() => checkFitsHere(names(300_000_000, 1000), 10, { free: ROOM, heap: 4e9 })).toThrow(
      /which this process has free, .*take 90\.0 GB: keep/,
    );
    expect(() => checkFitsHere(names(1000), 10)).not.toThrow();
  });

  it('refuses a tenant of more names than maps hold', () => {
    expect(() => checkFitsHere(names(17_000_000), 10, { free: ROOM, heap: ROOM })).toThrow(
      `Expected at most 16,777,216 users or resources of a tenant for a model here, got 17,000,000${onSpark}`,
    );
  });
});
