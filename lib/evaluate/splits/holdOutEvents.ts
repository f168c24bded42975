import type { Table } from 'apache-arrow';
import { accessesOf, type Named } from '../../accesses/Accesses.js';
import { type Columns, pairColumns } from '../../accesses/columns.js';
import { listAccesses } from '../../accesses/listAccesses.js';
import { checkColumnNames } from '../../base/checks/checkColumnNames.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectShare } from '../../base/checks/expect.js';
import { seededRandom } from '../../base/random/random.js';
import { visibleText } from '../../base/text/visibleText.js';
import { readFiniteNumbers } from '../../tables/readColumns.js';
import { toTable } from '../../tables/toTable.js';
import { HOLD_OUT_OPTIONS, type HoldOutOptions } from './holdOut.js';

export interface HoldOutEventsOptions extends HoldOutOptions {
  /** How many events a row has. Default: 'likelihood' if the table has it. Null: each row is one event. */
  likelihoodCol?: string | null;
}

/**
 * Splits events in two: each goes to `test` with the probability `fraction`. A pair that was seen often is on
 * both sides.
 *
 * @returns the distinct pairs of both with their events: tenant (where there are tenants), user, res and the
 *   likelihood (in a column 'likelihood' unless another is named)
 * @throws RangeError or TypeError as `holdOut`, or naming the row of a likelihood that is not a number of
 *   events
 */
export function holdOutEvents(
  table: Table,
  options: HoldOutEventsOptions = {},
): { train: Table; test: Table } {
  checkNames('holdOutEvents options', options, [...HOLD_OUT_OPTIONS, 'likelihoodCol']);
  const { fraction = 0.2, seed = 42, likelihoodCol, ...named } = options;
  expectShare('fraction', fraction);
  const columns = pairColumns(table, named);
  const counts = likelihoodCol ?? 'likelihood';
  checkColumnNames(
    { ...columns, likelihoodCol: counts },
    ['tenantCol', 'userCol', 'resCol', 'likelihoodCol'],
    [],
    ['tenantCol'],
  );
  const isCounted = likelihoodCol === undefined ? table.getChild(counts) !== null : likelihoodCol !== null;
  if (isCounted) checkCounts(table, counts);
  const none = asTable([], columns, counts);
  if (table.numRows === 0) return { train: none, test: none };
  const { users, resources, user, res, likelihood } = listAccesses(
    accessesOf(table, columns),
    isCounted ? counts : null,
  );
  const random = seededRandom(seed);
  const tenantOf = users.tenantOfEach();
  const [train, test]: Record<string, string | number>[][] = [[], []];
  likelihood.forEach((events, pair) => {
    const [u, r] = [user[pair], res[pair]];
    let held = 0;
    for (let n = 0; n < events; n++) if (random() < fraction) held++;
    const names = pairRow(
      { tenant: users.tenants[tenantOf[u]], user: users.names[u], res: resources.names[r] },
      columns,
    );
    if (events > held) train.push({ ...names, [counts]: events - held });
    if (held > 0) test.push({ ...names, [counts]: held });
  });
  return { train: asTable(train, columns, counts), test: asTable(test, columns, counts) };
}

/** A pair as a row of a table with such columns. */
function pairRow(
  { tenant, user, res }: Named,
  { tenantCol, userCol, resCol }: Columns,
): Record<string, string> {
  return { ...(tenantCol !== null && { [tenantCol]: tenant }), [userCol]: user, [resCol]: res };
}

/** @throws RangeError naming the row of a likelihood that is not a number of events */
function checkCounts(table: Table, column: string): void {
  readFiniteNumbers(table, column).forEach((events, row) => {
    if (Number.isSafeInteger(events) && events >= 0) return;
    throw new RangeError(
      `Expected column ${visibleText(column)} to hold numbers of events, got ${events} in row ${row}`,
    );
  });
}

/** Rows as a table, which has its columns even without rows. */
function asTable(rows: Record<string, string | number>[], columns: Columns, counts: string): Table {
  if (rows.length > 0) return toTable(rows);
  const empty = pairRow({ tenant: '', user: '', res: '' }, columns);
  return toTable([{ ...empty, [counts]: 0 }]).slice(0, 0);
}
