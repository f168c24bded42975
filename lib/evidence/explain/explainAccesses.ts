import type { Table } from 'apache-arrow';
import { visibleText } from '../../base/text/visibleText.js';
import { readNames } from '../../tables/readColumns.js';
import { withBooleans, withColumn, withNames, withText } from '../../tables/withColumn.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { kindOf } from '../score/kinds.js';
import { type Rows, rowsOf } from '../score/rowsOf.js';
import { scoreCells } from '../score/scoreCells.js';
import { expectationShares, SHARES } from './expectationShares.js';
import { FLAGS, flagsOf } from './flags.js';
import { sentenceOf } from './sentence.js';
import { findAround } from './surroundings.js';
import { wordsOf } from './termsInWords.js';

/** The counts that stand behind the flags, and their columns. */
const COUNTS = [
  ['user_count', 'userCount'],
  ['user_rank', 'userRank'],
  ['user_resources', 'userResources'],
  ['peers_with_access', 'peersWithAccess'],
  ['peers', 'peers'],
  ['users_with_access', 'usersWithAccess'],
  ['users', 'users'],
] as const;

/** What is added beside the evidence and its terms, which no column of a model is called. */
const ADDED: readonly string[] = [
  'reason',
  ...FLAGS,
  ...COUNTS.map(([name]) => name),
  ...SHARES,
  'nearest_peer',
  'most_alike',
  'least_alike',
];

/**
 * The table with a reason, the flags, their counts and the terms of the evidence.
 *
 * @throws RangeError or TypeError as `rowsOf`, RangeError where a column of the accesses would be written over
 */
export function explainAccesses(state: EvidenceState, table: Table): Table {
  const rows = rowsOf(table, state.counts, state.params);
  const { likelihoodCol } = state.params;
  const isThere = likelihoodCol !== null && table.getChild(likelihoodCol) !== null;
  const own = { ...rows.columns, ...(isThere ? { likelihoodCol } : {}) };
  for (const [name, column] of Object.entries(own)) {
    if (!ADDED.includes(column)) continue;
    throw new RangeError(
      `Expected the result ${column} and ${name} to name different columns, got ${visibleText(column)} for both (rename the table's columns: tenant, user and res are read, too)`,
    );
  }
  return explainRows(state, table, rows);
}

/** The same, whatever the table's columns are called: what it has of one that is added is replaced. */
export function explainRows(state: EvidenceState, table: Table, rows: Rows): Table {
  const { counts } = state;
  const { cells, cellOf, columns } = rows;
  const weights = scoreCells(state, cells, null);
  const shares = expectationShares(state, cells, weights.parts);
  const found = findAround(state, cells);
  const nameOf = (names: readonly string[], id: number) => (id < 0 ? null : names[id]);
  const users = readNames(table, columns.userCol);
  const resources = readNames(table, columns.resCol);
  const reasonOf = (cell: number, row: number) => {
    const kind = kindOf(cells, cell);
    const terms = {
      from_user: weights.user[cell],
      from_resource: weights.resource[cell],
      from_fit: weights.fit[cell],
      from_history: weights.history[cell],
    };
    return sentenceOf({
      user: users.values[users.codes[row]],
      res: resources.values[resources.codes[row]],
      kind,
      evidence: weights.evidence[cell],
      why: wordsOf(terms, kind),
      userCount: found.userCount[cell],
      userRank: found.userRank[cell],
      userResources: found.userResources[cell],
      peersWithAccess: found.peersWithAccess[cell],
      peers: found.peers[cell],
      usersWithAccess: found.usersWithAccess[cell],
      users: found.users[cell],
      nearestPeer: nameOf(counts.users.names, found.nearestPeer[cell]),
      mostAlike: nameOf(counts.resources.names, found.mostAlike[cell]),
    });
  };
  // Names that aren't known share a cell, and each has a reason of its own.
  const known: (string | undefined)[] = [];
  const reasons = Array.from(cellOf, (cell, row) => {
    if (cells.user[cell] < 0 || cells.res[cell] < 0) return reasonOf(cell, row);
    known[cell] ??= reasonOf(cell, row);
    return known[cell];
  });
  const flags = Array.from(cells.user, (_, cell) => flagsOf(found, cell));
  let result = withText(table, 'reason', reasons);
  for (const name of FLAGS) {
    result = withBooleans(
      result,
      name,
      Array.from(cellOf, (cell) => flags[cell][name]),
    );
  }
  const numbers: [string, ArrayLike<number>][] = [
    ...COUNTS.map(([name, key]) => [name, found[key]] as [string, ArrayLike<number>]),
    ['evidence', weights.evidence],
    ['from_user', weights.user],
    ['from_resource', weights.resource],
    ['from_fit', weights.fit],
    ['from_history', weights.history],
    ...Object.entries(shares),
  ];
  for (const [name, values] of numbers) {
    result = withColumn(
      result,
      name,
      Float64Array.from(cellOf, (cell) => values[cell]),
    );
  }
  for (const [name, ids, names] of [
    ['nearest_peer', found.nearestPeer, counts.users.names],
    ['most_alike', found.mostAlike, counts.resources.names],
    ['least_alike', found.leastAlike, counts.resources.names],
  ] as const) {
    result = withNames(
      result,
      name,
      Int32Array.from(cellOf, (cell) => ids[cell]),
      names,
    );
  }
  return result;
}
