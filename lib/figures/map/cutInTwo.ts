import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { Partners } from './Partners.js';

/** A cut, and each node's place along it: the lower, the further into the first half. */
interface Cut {
  first: number[];
  second: number[];
  at: ReadonlyMap<number, number>;
}

/**
 * The greatest cost of a cut between groups: cut / volume of one half + cut / volume of the other, from 0
 * (nothing is severed) to 2. At 0.5 each half has three quarters of its accesses within itself. A random
 * department can be cut at 0.6, and would look as if it had an order.
 */
const WORST = 0.5;

/**
 * Cuts connected rows and columns where the least is severed, by the second singular vectors of the
 * normalised matrix (I. S. Dhillon, *Co-clustering documents and words using bipartite spectral graph
 * partitioning*, KDD 2001):
 *
 *   S = R^-1/2 A C^-1/2,   z = (R^-1/2 u_2, C^-1/2 v_2)
 *
 * where R and C are the sums of A's rows and columns. z is sorted, and cut at the place with the least
 * normalised cut (Shi and Malik 2000).
 *
 * @param group connected nodes
 * @returns null if there is nothing worth cutting
 */
export function cutInTwo(
  group: readonly number[],
  isRow: (node: number) => boolean,
  partners: Partners,
): Cut | null {
  const members = new Set(group);
  const within = new Map(
    group.map((node) => [node, partners[node].filter((link) => members.has(link.node))] as const),
  );
  const volume = new Map(
    group.map((node) => [node, within.get(node)!.reduce((sum, { weight }) => sum + weight, 0)]),
  );
  const [rows, columns] = [group.filter(isRow), group.filter((node) => !isRow(node))];
  // The smaller side needs the smaller matrix.
  const [own, others] = rows.length <= columns.length ? [rows, columns] : [columns, rows];
  if (own.length < 2) return null;

  const position = new Map(others.map((node, n) => [node, n]));
  const scaled = Matrix.zeros(own.length, others.length);
  own.forEach((node, n) => {
    for (const link of within.get(node)!) {
      const scale = Math.sqrt(volume.get(node)! * volume.get(link.node)!);
      scaled.set(n, position.get(link.node)!, link.weight / scale);
    }
  });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    scaled.mmul(scaled.transpose()),
    {
      assumeSymmetric: true,
    },
  );
  const second = realEigenvalues.map((_, n) => n).sort((a, b) => realEigenvalues[b] - realEigenvalues[a])[1];
  const sigma = Math.sqrt(Math.max(0, realEigenvalues[second]));
  // If the second singular value is 0, all rows are alike.
  if (sigma < 1e-6) return null;

  const left = eigenvectorMatrix.getColumn(second);
  const right = scaled.transpose().mmul(Matrix.columnVector(left)).div(sigma).getColumn(0);
  const place = (values: readonly number[]) => (node: number, n: number) =>
    [node, values[n] / Math.sqrt(volume.get(node)!)] as const;
  const at = new Map([...own.map(place(left)), ...others.map(place(right))]);
  return bestCut(group, at, volume, within);
}

function bestCut(
  group: readonly number[],
  at: ReadonlyMap<number, number>,
  volume: ReadonlyMap<number, number>,
  within: ReadonlyMap<number, Partners[number]>,
): Cut | null {
  const sorted = [...group].sort((a, b) => at.get(a)! - at.get(b)!);
  const total = group.reduce((sum, node) => sum + volume.get(node)!, 0);
  const before = new Set<number>();
  let [severed, volumeBefore, least, best] = [0, 0, WORST, 0];
  sorted.slice(0, -1).forEach((node, n) => {
    for (const link of within.get(node)!) severed += before.has(link.node) ? -link.weight : link.weight;
    before.add(node);
    volumeBefore += volume.get(node)!;
    const cost = severed / volumeBefore + severed / (total - volumeBefore);
    // Sums that are added in another order differ in the last digits.
    if (cost < least - 1e-9) [least, best] = [cost, n + 1];
  });
  if (best === 0) return null;
  const inFirst = new Set(sorted.slice(0, best));
  return {
    first: group.filter((node) => inFirst.has(node)),
    second: group.filter((node) => !inFirst.has(node)),
    at,
  };
}
