import type { Entities } from '../../accesses/entities.js';
import { foldRows } from '../../als/foldRows.js';
import { alsOptions } from '../fit/alsOptions.js';
import { tenantGroups } from '../fit/trainTenants.js';
import type { TrainingParams } from '../model/ModelState.js';
import type { RowRatings } from './newcomers.js';

/** On LANL 2014, a tenth of both sides new, scores are then within 1e-6 of where they settle; after 3 rounds within 0.005. */
const ROUNDS = 10;

/** Solves newcomers among the users and among the resources in turn, in place, while all others stand still. */
export async function solveNewcomers(
  { users, resources }: { users: RowRatings; resources: RowRatings },
  model: { userNames: Entities; resNames: Entities; userFactors: Float32Array; resFactors: Float32Array },
  params: TrainingParams,
  signal?: AbortSignal,
): Promise<void> {
  const options = { ...alsOptions(params), signal };
  const rounds = users.row.length > 0 && resources.row.length > 0 ? ROUNDS : 1;
  for (const [first, end] of tenantGroups(params.separateTenants, model.userNames.tenants.length)) {
    const userRange = [model.userNames.starts[first], model.userNames.starts[end]] as const;
    const resRange = [model.resNames.starts[first], model.resNames.starts[end]] as const;
    const rows = (factors: Float32Array, range: readonly [number, number]) =>
      factors.subarray(range[0] * options.rank, range[1] * options.rank);
    const userFactors = rows(model.userFactors, userRange);
    const resFactors = rows(model.resFactors, resRange);
    const ofUsers = within(users, userRange, resRange[0]);
    const ofResources = within(resources, resRange, userRange[0]);
    for (let round = 0; round < rounds; round++) {
      await foldRows(ofUsers, resFactors, userFactors, options);
      await foldRows(ofResources, userFactors, resFactors, options);
    }
  }
}

/** The ratings of a range of rows, numbered from the range's start. */
function within(
  { row, other, rating }: RowRatings,
  [start, end]: readonly [number, number],
  firstOther: number,
): RowRatings {
  const kept = Int32Array.from(row.keys()).filter((n) => row[n] >= start && row[n] < end);
  return {
    row: Int32Array.from(kept, (n) => row[n] - start),
    other: Int32Array.from(kept, (n) => other[n] - firstOther),
    rating: Float64Array.from(kept, (n) => rating[n]),
  };
}
