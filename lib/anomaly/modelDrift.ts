import type { Table } from 'apache-arrow';
import { encodeColumn } from '../data/tables/encodeColumn.js';
import { tableFromVectors } from '../data/tables/tableFromVectors.js';
import { type AccessAnomalyModel, stateOf } from './AccessAnomalyModel.js';
import type { Entities } from './entities.js';
import type { ModelState } from './ModelState.js';
import { positions, union } from './mergeEntities.js';
import type { Side } from './score.js';

/**
 * Who moved most from one model to another. Factors of two fits can't be compared one by one (the same scores come from
 * many factors), so scores are: over all resources of the tenant that both models know,
 *
 *   drift = sqrt(mean of (score after - score before)^2),   shift = mean of (score after - score before)
 *
 * in deviations of the score. Components play no part. The sums over resources are sums of the models' Gram matrices
 * (the trick of Hu, Koren, Volinsky 2008), so a user costs O(rank^2), whatever the number of resources.
 *
 * @param of 'users' (the default) or 'resources', then over the users that both models know
 * @returns a table, who moved most first: tenant and user (or resource), as the second model names these columns;
 *   `change` ('moved', 'new' or 'gone'); drift and shift, null for who is new or gone
 */
export function modelDrift(
  before: AccessAnomalyModel,
  after: AccessAnomalyModel,
  { of = 'users' }: { of?: 'users' | 'resources' } = {},
): Table {
  if (of !== 'users' && of !== 'resources') {
    throw new RangeError(`Expected of to be 'users' or 'resources', got ${of}`);
  }
  const [old, now] = [stateOf(before, 'before'), stateOf(after, 'after')];
  const moving = align(part(old, of), part(now, of));
  const fixed = align(part(old, opposite(of)), part(now, opposite(of)));
  const tenantOf = moving.names.tenantOfEach();
  const sums = moving.names.tenants.map((tenant) => sumsOf(fixed, tenant));
  const rows = Array.from(moving.names.names, (name, id) => {
    const tenant = moving.names.tenants[tenantOf[id]];
    const [a, b] = [moving.before(id), moving.after(id)];
    if (a && b) return { tenant, name, change: 'moved', ...difference(a, b, sums[tenantOf[id]]) };
    return { tenant, name, change: b ? 'new' : a ? 'gone' : null, drift: null, shift: null };
  });
  const shown = rows.filter(({ change }) => change !== null);
  // Names stand in order already, and sorting keeps it among equals.
  shown.sort((x, y) => (y.drift ?? -1) - (x.drift ?? -1));
  const { tenantCol, userCol, resCol } = now.columns;
  return tableFromVectors([
    [tenantCol, encodeColumn.string(shown.map(({ tenant }) => tenant))],
    [of === 'users' ? userCol : resCol, encodeColumn.string(shown.map(({ name }) => name))],
    ['change', encodeColumn.string(shown.map(({ change }) => change))],
    ['drift', encodeColumn.float64(shown.map(({ drift }) => drift))],
    ['shift', encodeColumn.float64(shown.map(({ shift }) => shift))],
  ]);
}

interface Part {
  names: Entities;
  side: Side;
  width: number;
}

function part(state: ModelState, of: 'users' | 'resources'): Part {
  return of === 'users'
    ? { names: state.userNames, side: state.users, width: state.width }
    : { names: state.resNames, side: state.resources, width: state.width };
}

function opposite(of: 'users' | 'resources'): 'users' | 'resources' {
  return of === 'users' ? 'resources' : 'users';
}

/** The names of both models, and each one's vector before and after; undefined where there is none. */
interface Aligned {
  names: Entities;
  before(id: number): Float64Array | undefined;
  after(id: number): Float64Array | undefined;
}

function align(old: Part, now: Part): Aligned {
  const names = union(old.names, now.names);
  const reader = ({ names: own, side, width }: Part) => {
    const ids = positions(names, own);
    return (id: number) => {
      const at = ids[id];
      return at >= 0 && side.known[at] ? side.vectors.subarray(at * width, (at + 1) * width) : undefined;
    };
  };
  return { names, before: reader(old), after: reader(now) };
}

/** Sums over the n rows that both models know: of the pair [before, after] as one vector v, of v and of v v'. */
interface Sums {
  n: number;
  sum: Float64Array;
  gram: Float64Array;
}

function sumsOf({ names, before, after }: Aligned, tenant: string): Sums {
  const t = names.tenants.indexOf(tenant);
  const sums: Sums = { n: 0, sum: new Float64Array(), gram: new Float64Array() };
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

/** With d = [-before, after], the difference of scores is d'v: its mean is d'(sum v) / n, that of its square d'(sum v v') d / n. */
function difference(
  before: Float64Array,
  after: Float64Array,
  { n, sum, gram }: Sums,
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
  // Rounding can take the square of next to nothing below 0.
  return { drift: Math.sqrt(Math.max(square, 0) / n), shift: mean / n };
}
