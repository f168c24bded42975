import { type Entities, positions, union } from '../../accesses/entities.js';
import { type AccessAnomalyModel, stateOf } from '../../original/AccessAnomalyModel.js';
import type { ModelState } from '../../original/model/ModelState.js';
import type { Side } from '../../original/model/score.js';
import { changeOf, type Drift, type DriftOf } from './driftRows.js';

/**
 * Drift of a model of factors. Factors of two fits can't be compared one by one (the same scores come from
 * many factors), so scores are: over all resources of the tenant that both models know (or users, for
 * resources). Components are ignored. The sums over resources are sums of the models' Gram matrices (the
 * trick of Hu, Koren, Volinsky 2008), so a user costs O(rank^2), whatever the number of resources.
 */
export function factorDrift(before: AccessAnomalyModel, after: AccessAnomalyModel, of: DriftOf): Drift {
  const [old, now] = [stateOf(before, 'before'), stateOf(after, 'after')];
  const moving = alignSides(sideOf(old, of), sideOf(now, of));
  const fixed = alignSides(sideOf(old, opposite(of)), sideOf(now, opposite(of)));
  const tenantOf = moving.names.tenantOfEach();
  const sums = moving.names.tenants.map((tenant) => sumsOf(fixed, tenant));
  const rows = Array.from(moving.names.names, (name, id) => {
    const tenant = moving.names.tenants[tenantOf[id]];
    const [a, b] = [moving.before(id), moving.after(id)];
    if (a && b) return { tenant, name, change: 'moved' as const, ...difference(a, b, sums[tenantOf[id]]) };
    return { tenant, name, change: changeOf(a !== undefined, b !== undefined), drift: null, shift: null };
  });
  return { unit: 'deviations of the score', rows, columns: now.columns };
}

interface ModelSide {
  names: Entities;
  side: Side;
  width: number;
}

function sideOf(state: ModelState, of: DriftOf): ModelSide {
  return of === 'users'
    ? { names: state.userNames, side: state.users, width: state.width }
    : { names: state.resNames, side: state.resources, width: state.width };
}

function opposite(of: DriftOf): DriftOf {
  return of === 'users' ? 'resources' : 'users';
}

/** The names of both models, and each one's vector before and after; undefined if there is none. */
interface Aligned {
  names: Entities;
  before(id: number): Float64Array | undefined;
  after(id: number): Float64Array | undefined;
}

function alignSides(old: ModelSide, now: ModelSide): Aligned {
  const names = union(old.names, now.names);
  const reader = ({ names: own, side, width }: ModelSide) => {
    const ids = positions(names, own);
    return (id: number) => {
      const at = ids[id];
      return at >= 0 && side.known[at] ? side.vectors.subarray(at * width, (at + 1) * width) : undefined;
    };
  };
  return { names, before: reader(old), after: reader(now) };
}

/** Sums over the n rows that both models know: of v = [before, after], and of v v'. */
interface PairMoments {
  n: number;
  sum: Float64Array;
  gram: Float64Array;
}

function sumsOf({ names, before, after }: Aligned, tenant: string): PairMoments {
  const t = names.tenants.indexOf(tenant);
  const sums: PairMoments = { n: 0, sum: new Float64Array(), gram: new Float64Array() };
  if (t < 0) return sums;
  for (let id = names.starts[t]; id < names.starts[t + 1]; id++) {
    const [a, b] = [before(id), after(id)];
    if (!a || !b) continue;
    const v = Float64Array.of(...a, ...b);
    if (sums.n === 0) {
      sums.sum = new Float64Array(v.length);
      sums.gram = new Float64Array(v.length ** 2);
    }
    sums.n++;
    for (let i = 0; i < v.length; i++) {
      sums.sum[i] += v[i];
      for (let j = 0; j < v.length; j++) sums.gram[i * v.length + j] += v[i] * v[j];
    }
  }
  return sums;
}

/**
 * With d = [-before, after], the difference of scores is d'v: its mean is d'(sum v) / n, that of its square
 * d'(sum v v') d / n.
 */
function difference(
  before: Float64Array,
  after: Float64Array,
  { n, sum, gram }: PairMoments,
): { drift: number | null; shift: number | null } {
  if (n === 0) return { drift: null, shift: null };
  const d = Float64Array.of(...before.map((value) => -value), ...after);
  let mean = 0;
  let square = 0;
  for (let i = 0; i < d.length; i++) {
    mean += d[i] * sum[i];
    let inner = 0;
    for (let j = 0; j < d.length; j++) inner += gram[i * d.length + j] * d[j];
    square += d[i] * inner;
  }
  // Rounding can make a tiny square negative.
  return { drift: Math.sqrt(Math.max(square, 0) / n), shift: mean / n };
}
