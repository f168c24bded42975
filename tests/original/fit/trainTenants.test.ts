import { describe, expect, it } from 'vitest';
import { trainAls } from '../../../lib/als/trainAls.js';
import type { AlsProgress } from '../../../lib/als/types.js';
import { uniformComplement } from '../../../lib/original/fit/complementSet.js';
import { toRatings } from '../../../lib/original/fit/toRatings.js';
import { type TrainOptions, trainTenants } from '../../../lib/original/fit/trainTenants.js';
import { type AccessAnomalyParams, resolveParams } from '../../../lib/original/params.js';
import { listOf } from '../../accesses/listOf.js';
import { accessTable } from '../accessTable.js';

const first = ['1 ann x 1', '1 ann y 3', '1 bob y 2'];
const second = ['2 ann x 9', '2 eve z 5', '2 fay z 1', '2 fay x 2'];

function train(lines: string[], params: AccessAnomalyParams, options: TrainOptions = {}) {
  const resolved = resolveParams({ rankParam: 2, maxIter: 3, ...params });
  const table = accessTable(...lines);
  const likelihoodCol = table.getChild('likelihood') ? 'likelihood' : null;
  const accesses = listOf(table, { ...resolved, likelihoodCol });
  return trainTenants(toRatings(accesses, resolved, uniformComplement), resolved, options);
}

describe('trainTenants', () => {
  it('is one non-negative factorisation with the parameters given', async () => {
    const factors = await train(first, { regParam: 0.3, alphaParam: 2, seed: 7 });
    const model = await trainAls(
      {
        users: Int32Array.of(0, 0, 1),
        items: Int32Array.of(0, 1, 1),
        // 1, 3 and 2, scaled to 5 to 10
        ratings: Float64Array.of(5, 10, 7.5),
      },
      { rank: 2, maxIter: 3, regParam: 0.3, alpha: 2, seed: 7, implicitPrefs: true, nonnegative: true },
    );
    expect(factors).toEqual({
      userFactors: model.userFactors,
      resFactors: model.itemFactors,
      iterations: 3,
    });
  });

  it('trains separate tenants as if each were alone', async () => {
    const both = await train([...second, ...first], { separateTenants: true });
    const [one, two] = [await train(first, {}), await train(second, {})];
    expect([...both.userFactors]).toEqual([...one.userFactors, ...two.userFactors]);
    expect([...both.resFactors]).toEqual([...one.resFactors, ...two.resFactors]);
  });

  it('trains joint tenants on what the others leave alone, too', async () => {
    const both = await train([...first, ...second], {});
    const alone = await train(first, {});
    expect([...both.userFactors.subarray(0, 4)]).not.toEqual([...alone.userFactors]);
  });

  it('gives each separate tenant its part of the initial factors', async () => {
    const initialUserFactors = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const { userFactors } = await train(
      [...first, ...second],
      { separateTenants: true, maxIter: 0 },
      { initialUserFactors },
    );
    expect(userFactors).toEqual(initialUserFactors);
  });

  it.each([
    [false, ['1/2', '2/2 done']],
    [true, ['1/4', '2/4', '3/4', '4/4 done']],
  ])('counts iterations on from tenant to tenant (separate: %s)', async (separateTenants, expected) => {
    const told: string[] = [];
    const onIteration = ({ iteration, maxIter, done }: AlsProgress) => {
      told.push(`${iteration}/${maxIter}${done ? ' done' : ''}`);
    };
    const params = { separateTenants, maxIter: 2 };
    const { iterations } = await train([...first, ...second], params, { onIteration });
    expect(told).toEqual(expected);
    expect(iterations).toBe(2);
  });

  it('stops by tol', async () => {
    const { iterations } = await train(first, { maxIter: 1000, tol: 0.01 });
    expect(iterations).toBeGreaterThan(1);
    expect(iterations).toBeLessThan(1000);
  });

  it('is explicit where asked, without an alpha', async () => {
    // All pairs: likelihood 5, except for the complement's 1. Two factors are enough to get near.
    const { userFactors, resFactors } = await train(['1 ann x', '1 bob y'], {
      applyImplicitCf: false,
      complementsetFactor: 50,
      lowValue: null,
      highValue: null,
      negScore: 0,
      regParam: 1e-4,
      maxIter: 50,
    });
    const predicted = (user: number, res: number) =>
      userFactors[2 * user] * resFactors[2 * res] + userFactors[2 * user + 1] * resFactors[2 * res + 1];
    expect(predicted(0, 0)).toBeCloseTo(1, 2);
    expect(predicted(1, 1)).toBeCloseTo(1, 2);
    expect(predicted(0, 1)).toBeCloseTo(0, 2);
    expect(predicted(1, 0)).toBeCloseTo(0, 2);
  });
});
