import { describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import { type AccessAnomalyParams, resolveParams } from '../../lib/original/params.js';
import { accessTable } from './accessTable.js';

describe('resolveParams', () => {
  it("has SynapseML's 17 parameters and defaults, and three of our own", () => {
    expect(resolveParams({})).toEqual({
      tenantCol: 'tenant',
      userCol: 'user',
      resCol: 'res',
      likelihoodCol: 'likelihood',
      outputCol: 'anomaly_score',
      rankParam: 10,
      maxIter: 25,
      regParam: 1,
      numBlocks: null,
      separateTenants: false,
      lowValue: 5,
      highValue: 10,
      applyImplicitCf: true,
      alphaParam: 1,
      complementsetFactor: null,
      negScore: null,
      historyAccessDf: null,
      seed: 0,
      tol: 0,
      threads: null,
    });
  });

  it('fills in the defaults of the explicit form', () => {
    expect(resolveParams({ applyImplicitCf: false })).toMatchObject({
      alphaParam: null,
      complementsetFactor: 2,
      negScore: 1,
    });
  });

  it('keeps what is given, and takes undefined and null for not given where null is allowed', () => {
    const historyAccessDf = accessTable('0 ann wiki');
    const given = {
      rankParam: 3,
      regParam: 0,
      alphaParam: 0,
      seed: -1,
      tol: 0.01,
      threads: 2,
      historyAccessDf,
    };
    expect(resolveParams({ ...given, maxIter: undefined })).toMatchObject({ ...given, maxIter: 25 });
    expect(resolveParams({ alphaParam: null, complementsetFactor: null, negScore: null })).toEqual(
      resolveParams({}),
    );
    expect(resolveParams({ lowValue: null, highValue: null })).toMatchObject({
      lowValue: null,
      highValue: null,
    });
    expect(resolveParams({ likelihoodCol: null }).likelihoodCol).toBeNull();
  });

  it.each<[Record<string, unknown>, string]>([
    [{ lowValue: null }, 'Expected lowValue and highValue to be both numbers or both null, got null and 10'],
    [{ highValue: null }, 'Expected lowValue and highValue to be both numbers or both null, got 5 and null'],
    [{ lowValue: 0.5 }, 'Expected lowValue to be at least 1, got 0.5 (highValue is 10)'],
    [{ lowValue: 10 }, 'Expected highValue to be above lowValue, got 10 and 10'],
    [{ highValue: 4 }, 'Expected highValue to be above lowValue, got 4 and 5'],
    [{ applyImplicitCf: false, negScore: 5 }, 'Expected negScore to be below lowValue, got 5 and 5'],
    // The default of negScore is 1.
    [{ applyImplicitCf: false, lowValue: 1 }, 'Expected negScore to be below lowValue, got 1 and 1'],
    [{ negScore: 1 }, 'Expected negScore to be unset when applyImplicitCf is true, got 1'],
    [
      { complementsetFactor: 2 },
      'Expected complementsetFactor to be unset when applyImplicitCf is true, got 2',
    ],
    [
      { applyImplicitCf: false, alphaParam: 1 },
      'Expected alphaParam to be unset when applyImplicitCf is false, got 1',
    ],
  ])("refuses what breaks SynapseML's constraints, naming both values: %o", (params, message) => {
    expect(() => resolveParams(params as AccessAnomalyParams)).toThrow(new RangeError(message));
  });

  it.each<[Record<string, unknown>, string]>([
    [{ tenantCol: '' }, 'Expected tenantCol to name a column, got ""'],
    [{ userCol: null }, 'Expected userCol to name a column, got null'],
    [{ resCol: 3 }, 'Expected resCol to name a column, got 3'],
    [{ likelihoodCol: '' }, 'Expected likelihoodCol to name a column, got ""'],
    [{ userCol: 'res' }, 'Expected userCol and resCol to name different columns, got res for both'],
    [
      { outputCol: 'tenant' },
      'Expected tenantCol and outputCol to name different columns, got tenant for both',
    ],
    [{ rankParam: 0 }, 'Expected rankParam to be a positive integer, got 0'],
    [{ rankParam: 2.5 }, 'Expected rankParam to be a positive integer, got 2.5'],
    [{ rankParam: null }, 'Expected rankParam to be a positive integer, got null'],
    [{ maxIter: -1 }, 'Expected maxIter to be a non-negative integer, got -1'],
    [{ regParam: -1 }, 'Expected regParam to be a non-negative 32-bit number, got -1'],
    [{ regParam: Number.NaN }, 'Expected regParam to be a non-negative 32-bit number, got NaN'],
    [{ tol: Number.POSITIVE_INFINITY }, 'Expected tol to be a non-negative 32-bit number, got Infinity'],
    [{ seed: 0.5 }, 'Expected seed to be a safe integer, got 0.5'],
    [{ numBlocks: 0 }, 'Expected numBlocks to be a positive integer, got 0'],
    [{ threads: -2 }, 'Expected threads to be a positive integer, got -2'],
    [{ alphaParam: -1 }, 'Expected alphaParam to be a non-negative 32-bit number, got -1'],
    [
      { applyImplicitCf: false, complementsetFactor: 1.5 },
      'Expected complementsetFactor to be a non-negative integer, got 1.5',
    ],
    [
      { lowValue: Number.NEGATIVE_INFINITY },
      'Expected lowValue to be a finite number or null, got -Infinity',
    ],
    [{ highValue: '10' }, 'Expected highValue to be a finite number or null, got "10"'],
    [{ separateTenants: 'no' }, 'Expected separateTenants to be true or false, got "no"'],
    [{ applyImplicitCf: null }, 'Expected applyImplicitCf to be true or false, got null'],
  ])('refuses %o', (params, message) => {
    expect(() => resolveParams(params as AccessAnomalyParams)).toThrow(message);
  });

  it.each(['rank', 'tenantcol', 'constructor', '__proto__'])('names the unknown parameter %s', (name) => {
    const params = Object.fromEntries([[name, 'x']]) as AccessAnomalyParams;
    expect(() => resolveParams(params)).toThrow(
      new RegExp(`^Expected parameters among tenantCol, .*threads, got ${name}$`),
    );
  });

  it('gives AccessAnomaly parameters that nobody can change', () => {
    const { params } = new AccessAnomaly({ rankParam: 4 });
    expect(params.rankParam).toBe(4);
    expect(() => Object.assign(params, { rankParam: 5 })).toThrow(TypeError);
    expect(params.rankParam).toBe(4);
  });
});
