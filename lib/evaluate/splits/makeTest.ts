import type { Table } from 'apache-arrow';
import { accessesOf, type Named } from '../../accesses/Accesses.js';
import { type Columns, type PairColumns, pairColumns } from '../../accesses/columns.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectOneOf, expectText } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import { splitRows } from '../../tables/splitRows.js';
import { toTable } from '../../tables/toTable.js';
import { readLabels } from '../metrics/readLabels.js';
import { seenBefore } from '../rules/seenBefore.js';
import { holdOut } from './holdOut.js';
import { holdOutEvents } from './holdOutEvents.js';
import { holdOutPairs } from './holdOutPairs.js';
import { popularPairs } from './popularPairs.js';
import { splitByTime } from './splitByTime.js';
import { upToUnseenPairs } from './unseenPairs.js';

export interface MakeTestOptions extends PairColumns {
  /** The column of the labels, 1 = anomalous. Without it, pairs that were never seen are anomalous. */
  labelCol?: string;
  /**
   * Which normal accesses are set aside:
   * - 'users' (the default): a share of each user's pairs, so that every user stays in the training; none of
   *   them was seen;
   * - 'pairs': a share of all pairs; none of them was seen, and some have new users or resources;
   * - 'events': each event with the probability `fraction`, so that most pairs are on both sides, as in use;
   *   this tests `p_next`;
   * - 'time': accesses at `at` or later.
   */
  by?: 'users' | 'pairs' | 'events' | 'time';
  /** Share to set aside, in (0, 1); not by time. Default: 0.2. */
  fraction?: number;
  /** By events: how many events a row has; see `holdOutEvents`. */
  likelihoodCol?: string | null;
  /** By time: the column of the time, and where the test begins; see `splitByTime`. */
  timeCol?: string;
  at?: Date | number;
  /**
   * Without labels, which unseen pairs to draw: 'uniform' (the default), from all of them; 'margins', with
   * users drawn by how many resources they have and resources drawn by how many users they have, so that
   * rarity helps little.
   */
  negatives?: 'uniform' | 'margins';
  /** Default: 42. */
  seed?: number;
}

/**
 * Makes a test of rankings: some normal accesses are set aside, the rest is for training. The pairs set aside
 * have label 0; the anomalous ones, or as many unseen ones as were set aside (fewer if there aren't as many),
 * have label 1.
 *
 * @returns `train`, the table's rows (by events: its distinct pairs with the remaining events); `pairs`,
 *   distinct for each label (a pair with both labels is in it twice, although nothing can tell its events
 *   apart), with the columns tenant (where there are tenants), user, res, label (0 or 1) and seen: whether
 *   the pair is in `train`, too, which may happen to an anomalous one (a stolen account used as its owner
 *   does)
 * @throws RangeError or TypeError as `holdOut`, or naming an option, or the row of a label that is neither 0
 *   nor 1; a RangeError, too, for an option that would be ignored: `fraction` by time, `likelihoodCol` not by
 *   events, `timeCol` or `at` not by time, `negatives` beside `labelCol`
 *
 * @example
 * const { train, pairs } = makeTest(accesses, { by: 'pairs', fraction: 0.2 });
 * const model = await new AccessEvidence().fit(train);
 */
export function makeTest(table: Table, options: MakeTestOptions = {}): { train: Table; pairs: Table } {
  checkNames('makeTest options', options, [
    'tenantCol',
    'userCol',
    'resCol',
    'labelCol',
    'by',
    'fraction',
    'likelihoodCol',
    'timeCol',
    'at',
    'negatives',
    'seed',
  ]);
  const { labelCol, negatives = 'uniform', seed = 42, tenantCol, userCol, resCol } = options;
  const columns = pairColumns(table, { tenantCol, userCol, resCol });
  expectOneOf('negatives', negatives, ['uniform', 'margins']);
  expectOneOf('by', options.by ?? 'users', ['users', 'pairs', 'events', 'time']);
  checkIgnored(options);
  const labelled = labelCol === undefined ? null : splitByLabel(table, labelCol);
  const { train, held } = setAside(labelled?.normal ?? table, columns, { ...options, seed });
  const anomalous = labelled
    ? accessesOf(later(labelled.anomalous, columns, options), columns).names()
    : drawNegatives(table, held, columns, negatives, seed);
  const all = [...held, ...anomalous];
  const columnsOf = {
    ...(columns.tenantCol !== null && { [columns.tenantCol]: all.map(({ tenant }) => tenant) }),
    [columns.userCol]: all.map(({ user }) => user),
    [columns.resCol]: all.map(({ res }) => res),
    label: all.map((_, n) => (n < held.length ? 0 : 1)),
  };
  const novel = seenBefore(train, columns)(toTable(columnsOf));
  return { train, pairs: toTable({ ...columnsOf, seen: Array.from(novel, (isNovel) => isNovel === 0) }) };
}

/** An option that would be ignored is a mistake. */
function checkIgnored(options: MakeTestOptions): void {
  const { by = 'users', labelCol } = options;
  const where = `by is '${by}'`;
  const ignored: [name: keyof MakeTestOptions, isIgnored: boolean, where: string][] = [
    ['fraction', by === 'time', where],
    ['likelihoodCol', by !== 'events', where],
    ['timeCol', by !== 'time', where],
    ['at', by !== 'time', where],
    ['negatives', labelCol !== undefined, 'labelCol is given'],
  ];
  for (const [name, isIgnored, where] of ignored) {
    if (!isIgnored || options[name] === undefined) continue;
    throw new RangeError(`Expected ${name} to be unset when ${where}, got ${describe(options[name])}`);
  }
}

function splitByLabel(table: Table, labelCol: string): { normal: Table; anomalous: Table } {
  const labels = readLabels(table, expectText('labelCol', labelCol, 'to name a column'));
  const { train: normal, test: anomalous } = splitRows(table, (row) => labels[row] === 1);
  return { normal, anomalous };
}

function setAside(
  normal: Table,
  columns: Columns,
  { by = 'users', fraction = 0.2, seed, likelihoodCol, timeCol, at }: MakeTestOptions,
): { train: Table; held: Named[] } {
  const split = { ...columns, fraction, seed };
  const { train, test } =
    by === 'users'
      ? holdOut(normal, split)
      : by === 'pairs'
        ? holdOutPairs(normal, split)
        : by === 'events'
          ? holdOutEvents(normal, { ...split, likelihoodCol })
          : byTime(normal, columns, { timeCol, at });
  return { train, held: accessesOf(test, columns).names() };
}

/** Everything after the moment is in the test, even pairs that were seen before it. */
function byTime(table: Table, columns: Columns, { timeCol, at }: MakeTestOptions) {
  if (timeCol === undefined || at === undefined) {
    throw new TypeError(`Expected timeCol and at to make a test by time, got ${timeCol} and ${at}`);
  }
  const { train, after: test } = splitByTime(table, { ...columns, timeCol, at });
  return { train, test };
}

/** The anomalous accesses in the time of the test. */
function later(anomalous: Table, columns: Columns, options: MakeTestOptions): Table {
  return options.by === 'time' ? byTime(anomalous, columns, options).test : anomalous;
}

function drawNegatives(
  table: Table,
  held: readonly Named[],
  columns: Columns,
  negatives: 'uniform' | 'margins',
  seed: number,
): Named[] {
  if (held.length === 0) return [];
  if (negatives === 'margins') return popularPairs(table, held, columns, seed);
  return accessesOf(upToUnseenPairs(table, { ...columns, n: held.length, seed }), columns).names();
}
