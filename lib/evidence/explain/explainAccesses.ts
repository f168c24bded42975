import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { likelihoodColOf } from '../../accesses/columns.js';
import { contextNames } from '../../accesses/contexts.js';
import { visibleText } from '../../base/text/visibleText.js';
import { withBooleans, withColumn, withNames, withText } from '../../tables/withColumn.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { scoresOf } from '../score/scoresOf.js';
import type { ContextFact } from './contextFacts.js';
import { contextFlagNames, contextFlags } from './contextFlags.js';
import { SHARES } from './expectationShares.js';
import { explanationOf } from './explanationOf.js';
import { FLAGS, flagsOf } from './flags.js';

/** The columns of the counts behind the flags. */
const COUNTS = [
  ['user_count', 'userCount'],
  ['user_rank', 'userRank'],
  ['user_resources', 'userResources'],
  ['peers_with_access', 'peersWithAccess'],
  ['peers', 'peers'],
  ['users_with_access', 'usersWithAccess'],
  ['users', 'users'],
] as const;

/** The columns that are added beside the evidence and its terms. No column of a model has such a name. */
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
 * @throws RangeError or TypeError as `accessesOf`, RangeError if a column of the accesses would be
 *   overwritten
 */
export function explainAccesses(state: EvidenceState, table: Table): Table {
  const { counts, params } = state;
  const accesses = accessesNamed(table, params);
  const likelihoodCol = likelihoodColOf(table, params.likelihoodCol);
  checkOverwritten({ ...accesses.columns, likelihoodCol });
  const { rowOf, firstRow } = scoresOf(state, accesses).rows;
  const all = Int32Array.from(firstRow.keys());
  const explanation = explanationOf(state, accesses, all);
  const { reasons, weights, evidence, terms, shares, found, contexts, intruders } = explanation;
  const names = contextNames(params);
  const flags = reasons.map((_, row) => ({ ...flagsOf(found, row), ...contextFlags(contexts[row], names) }));
  let result = withText(
    table,
    'reason',
    Array.from(rowOf, (row) => reasons[row]),
  );
  for (const name of [...FLAGS, ...contextFlagNames(names)]) {
    const values = Array.from(rowOf, (row) => (flags[row] as Record<string, boolean>)[name]);
    result = withBooleans(result, name, values);
  }
  const numbers: [string, ArrayLike<number>][] = [
    ...COUNTS.map(([name, key]): [string, ArrayLike<number>] => [name, found[key]]),
    ...daysAndUsers(contexts, names),
    ['evidence', evidence],
    ['from_user', weights.user],
    ['from_resource', weights.resource],
    ['from_fit', weights.fit],
    ['from_history', weights.history],
    ...Object.entries(terms),
    ...Object.entries(shares),
  ];
  for (const [name, values] of numbers) {
    const ofRows = Float64Array.from(rowOf, (row) => values[row]);
    result = withColumn(result, name, ofRows);
  }
  for (const [name, ids, names] of [
    ['nearest_peer', found.nearestPeer, counts.users.names],
    ['most_alike', found.mostAlike, counts.resources.names],
    ['least_alike', found.leastAlike, counts.resources.names],
  ] as const) {
    const ofRows = Int32Array.from(rowOf, (row) => ids[row]);
    result = withNames(result, name, ofRows, names);
  }
  if (names.length === 0) return result;
  const looks = Array.from(rowOf, (row) => intruders[row]);
  return withText(result, 'intruder', looks);
}

/**
 * For each context: how many of the user's days had the value, out of how many, and how many others had it.
 */
function daysAndUsers(
  facts: readonly (readonly ContextFact[])[],
  names: readonly string[],
): [string, ArrayLike<number>][] {
  return names.flatMap((name): [string, ArrayLike<number>][] => {
    const own = facts.map((each) => each.find((fact) => fact.name === name));
    const numbers = (of: (fact: ContextFact) => number) => own.map((fact) => (fact ? of(fact) : 0));
    return [
      [`${name}_days`, numbers(({ userDays }) => userDays)],
      [`${name}_of_days`, numbers(({ ofDays }) => ofDays)],
      [`${name}_users`, numbers(({ others }) => others)],
    ];
  });
}

/** @throws RangeError if a column of the accesses has the name of an added one */
function checkOverwritten(own: Record<string, string | null>): void {
  for (const [name, column] of Object.entries(own)) {
    if (column === null || !ADDED.includes(column)) continue;
    throw new RangeError(
      `Expected the result ${column} and ${name} to name different columns, got ${visibleText(column)} for both (rename the table's columns: tenant, user and res are read, too)`,
    );
  }
}
