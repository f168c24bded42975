import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { likelihoodColOf } from '../../accesses/columns.js';
import { visibleText } from '../../base/text/visibleText.js';
import { withBooleans, withColumn, withNames, withText } from '../../tables/withColumn.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { SHARES } from './expectationShares.js';
import { explanationOf } from './explanationOf.js';
import { FLAGS, flagsOf } from './flags.js';

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
 * @throws RangeError or TypeError as `accessesOf`, RangeError where a column of the accesses would be written
 *   over
 */
export function explainAccesses(state: EvidenceState, table: Table): Table {
  const { counts, params } = state;
  const accesses = accessesNamed(table, params);
  const likelihoodCol = likelihoodColOf(table, params.likelihoodCol);
  checkOverwritten({ ...accesses.columns, likelihoodCol });
  const all = Int32Array.from(accesses.distinct.firstRow.keys());
  const { reasons, weights, shares, found } = explanationOf(state, accesses, all);
  const { accessOf } = accesses.distinct;
  const flags = reasons.map((_, access) => flagsOf(found, access));
  let result = withText(
    table,
    'reason',
    Array.from(accessOf, (access) => reasons[access]),
  );
  for (const name of FLAGS) {
    const values = Array.from(accessOf, (access) => flags[access][name]);
    result = withBooleans(result, name, values);
  }
  const numbers: [string, ArrayLike<number>][] = [
    ...COUNTS.map(([name, key]): [string, ArrayLike<number>] => [name, found[key]]),
    ['evidence', weights.evidence],
    ['from_user', weights.user],
    ['from_resource', weights.resource],
    ['from_fit', weights.fit],
    ['from_history', weights.history],
    ...Object.entries(shares),
  ];
  for (const [name, values] of numbers) {
    const ofRows = Float64Array.from(accessOf, (access) => values[access]);
    result = withColumn(result, name, ofRows);
  }
  for (const [name, ids, names] of [
    ['nearest_peer', found.nearestPeer, counts.users.names],
    ['most_alike', found.mostAlike, counts.resources.names],
    ['least_alike', found.leastAlike, counts.resources.names],
  ] as const) {
    const ofRows = Int32Array.from(accessOf, (access) => ids[access]);
    result = withNames(result, name, ofRows, names);
  }
  return result;
}

/** @throws RangeError where a column of the accesses is called as one that is added */
function checkOverwritten(own: Record<string, string | null>): void {
  for (const [name, column] of Object.entries(own)) {
    if (column === null || !ADDED.includes(column)) continue;
    throw new RangeError(
      `Expected the result ${column} and ${name} to name different columns, got ${visibleText(column)} for both (rename the table's columns: tenant, user and res are read, too)`,
    );
  }
}
