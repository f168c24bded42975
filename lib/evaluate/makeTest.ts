import type { Table } from 'apache-arrow';
import { adoptTable } from '../anomaly/adoptTable.js';
import { findColumn } from '../anomaly/columns.js';
import { takeRows } from '../data/tables/takeRows.js';
import { toTable } from '../data/tables/toTable.js';
import { type HoldOutOptions, holdOut } from './holdOut.js';
import { type Pairs, readPairs } from './readPairs.js';
import { seenBefore } from './seenBefore.js';
import { unseenPairs } from './unseenPairs.js';

export interface MakeTestOptions extends HoldOutOptions {
  /** The column of the labels, 1 = anomalous; without it, pairs that were never seen, drawn at random, stand for anomalous ones. */
  labelCol?: string;
}

/**
 * A test of rankings: of the normal accesses a share of each user's is set aside (see `holdOut`), the rest is to train on.
 * The pairs set aside have label 0; the anomalous ones, or as many random unseen ones as were set aside, label 1.
 *
 * @returns `train`, the table's rows; `pairs`, each distinct, with the columns tenant (where one is named), user, res, label
 * (0 or 1) and seen: whether the pair is in `train`, too, as that of an anomalous access may be (a stolen account used as
 * its owner does)
 * @throws RangeError or TypeError as `holdOut`, or naming the row of a label that is neither 0 nor 1
 */
export async function makeTest(
  table: Table,
  { labelCol, fraction, seed, ...columns }: MakeTestOptions = {},
): Promise<{ train: Table; pairs: Table }> {
  const labels = labelCol === undefined ? null : readLabels(table, labelCol);
  const rows = Int32Array.from({ length: table.numRows }, (_, row) => row);
  const take = (label: number) =>
    takeRows(
      adoptTable(table),
      rows.filter((row) => labels?.[row] === label),
    );
  const normal = labels ? take(0) : table;
  const { train, test } = await holdOut(normal, { ...columns, fraction, seed });
  const held = namesOf(readPairs(test, columns));
  const anomalous = labels
    ? namesOf(readPairs(take(1), columns))
    : namesOf(readPairs(unseenPairs(table, { ...columns, n: held.length, seed }), columns));
  const { tenantCol, userCol = 'user', resCol = 'res' } = columns;
  const pairs = toTable(
    [...held.map((pair) => ({ ...pair, label: 0 })), ...anomalous.map((pair) => ({ ...pair, label: 1 }))].map(
      ({ tenant, user, res, label }) => ({
        ...(tenantCol !== undefined && { [tenantCol]: tenant }),
        [userCol]: user,
        [resCol]: res,
        label,
      }),
    ),
  );
  const novel = seenBefore(train, columns)(pairs);
  const seen = toTable({ seen: Array.from(novel, (isNovel) => isNovel === 0) });
  return { train, pairs: pairs.assign(seen) };
}

function readLabels(table: Table, labelCol: string): Uint8Array {
  const column = findColumn(table, labelCol);
  return Uint8Array.from({ length: table.numRows }, (_, row) => {
    const value = Number(column.get(row) ?? Number.NaN);
    if (value === 0 || value === 1) return value;
    throw new RangeError(`Expected column ${labelCol} to hold 0 or 1, got ${column.get(row)} in row ${row}`);
  });
}

/** The distinct pairs by name, in the order of their first rows. */
function namesOf({ users, resources, user, res }: Pairs): { tenant: string; user: string; res: string }[] {
  const tenantOf = users.tenantOfEach();
  const seen = new Set<number>();
  const names: { tenant: string; user: string; res: string }[] = [];
  user.forEach((u, row) => {
    const number = u * resources.size + res[row];
    if (seen.has(number)) return;
    seen.add(number);
    names.push({ tenant: users.tenants[tenantOf[u]], user: users.names[u], res: resources.names[res[row]] });
  });
  return names;
}
