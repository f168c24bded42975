import { cutInTwo } from './cutInTwo.js';
import type { Partners } from './Partners.js';
import { rankByPartners } from './rankByPartners.js';

/** A cell of a sparse matrix that isn't empty. */
export interface Link {
  row: number;
  column: number;
}

/** The rows and the columns of a matrix in the order in which to draw them. */
interface BlockOrder {
  rows: number[];
  columns: number[];
}

/**
 * Orders rows and columns so that rows that share columns stand together, and so do columns that share rows:
 * groups show as blocks along the diagonal.
 *
 * Rows and columns are the two sides of one graph, which is cut in two again and again (`cutInTwo`; spectral
 * co-clustering, Dhillon 2001), as long as a cut severs few links. Each half is placed next to the part that
 * the cut before put beside it. Parts that aren't connected need no cut and stand apart, the heaviest first,
 * as in the spectral seriation of Atkins, Boman and Hendrickson (1998). Within a group the busiest come
 * first, so that the group doesn't look as if it had an order.
 *
 * The order depends only on the links. Rows and columns that the links don't tell apart keep their order.
 */
export function orderBlocks(numRows: number, numColumns: number, links: readonly Link[]): BlockOrder {
  const partners = partnersOf(numRows, numColumns, links);
  const weight = partners.map((own) => own.reduce((sum, link) => sum + link.weight, 0));
  const rank = rankByPartners(partners);
  // Whatever the order of the input, the same numbers are added up in the same order.
  const nodes = Array.from(partners.keys()).sort((a, b) => rank[a] - rank[b] || a - b);
  const isRow = (node: number) => node < numRows;
  const totalOf = (group: readonly number[]) => group.reduce((sum, node) => sum + weight[node], 0);

  /** @param hint where each node should stand according to the cut before; null at first */
  function arrange(group: readonly number[], hint: ReadonlyMap<number, number> | null): number[] {
    const place = (part: readonly number[]) =>
      hint === null ? -totalOf(part) : part.reduce((sum, node) => sum + hint.get(node)!, 0) / part.length;
    const inOrder = (parts: number[][]) =>
      parts
        .map((part) => ({ part, at: place(part) }))
        .sort((a, b) => a.at - b.at || rank[a.part[0]] - rank[b.part[0]])
        .map(({ part }) => part);
    const components = componentsOf(group, partners);
    if (components.length > 1) return inOrder(components).flatMap((part) => arrange(part, hint));
    const cut = cutInTwo(group, isRow, partners);
    if (cut === null) {
      const members = new Set(group);
      const busy = partners.map((own) => own.filter((link) => members.has(link.node)).length);
      return [...group].sort((a, b) => busy[b] - busy[a] || weight[b] - weight[a] || rank[a] - rank[b]);
    }
    const [first, second] = inOrder([cut.first, cut.second]);
    const turned = first === cut.first ? cut.at : new Map([...cut.at].map(([node, at]) => [node, -at]));
    return [...arrange(first, turned), ...arrange(second, turned)];
  }

  const order = arrange(nodes, null);
  return {
    rows: order.filter(isRow),
    columns: order.filter((node) => !isRow(node)).map((node) => node - numRows),
  };
}

/** A column of many rows says little: a link weighs ln(1 + rows / rows of its column), as in the model. */
function partnersOf(numRows: number, numColumns: number, links: readonly Link[]): Partners {
  const size = numRows + numColumns;
  const degree = new Array<number>(size).fill(0);
  for (const { row, column } of links) {
    degree[row]++;
    degree[numRows + column]++;
  }
  const partners: { node: number; weight: number }[][] = Array.from({ length: size }, () => []);
  for (const { row, column } of links) {
    const worth = Math.log(1 + numRows / degree[numRows + column]);
    partners[row].push({ node: numRows + column, weight: worth });
    partners[numRows + column].push({ node: row, weight: worth });
  }
  return partners;
}

/** Parts that no link connects, in the order of their first nodes. */
function componentsOf(group: readonly number[], partners: Partners): number[][] {
  const left = new Set(group);
  const components: number[][] = [];
  for (const start of group) {
    if (!left.delete(start)) continue;
    const found = new Set([start]);
    for (const node of found) {
      for (const { node: other } of partners[node]) if (left.delete(other)) found.add(other);
    }
    components.push(group.filter((node) => found.has(node)));
  }
  return components;
}
