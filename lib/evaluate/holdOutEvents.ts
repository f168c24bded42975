import type { Table } from 'apache-arrow';
import { seededRandom } from '../als/random.js';
import { readAccesses } from '../anomaly/accesses.js';
import { toTable } from '../data/tables/toTable.js';
import type { HoldOutOptions } from './holdOut.js';
import { checkFraction } from './holdOutPairs.js';
import { pairRows } from './namedPairs.js';

export interface HoldOutEventsOptions extends HoldOutOptions {
  /** How many events a row is. Default 'likelihood'; where there is none, a row is one. */
  likelihoodCol?: string;
}

const ONE_TENANT = 'the tenant of all rows';

/**
 * Splits events in two: each goes to `test` with the chance of the fraction. A pair that was seen often stands on both sides.
 *
 * @returns the distinct pairs of both with their events: tenant (where one is named), user, res and the likelihood
 * @throws RangeError or TypeError as `holdOut`, or naming the first likelihood that is no number of events
 */
export function holdOutEvents(
  table: Table,
  { fraction = 0.2, seed = 42, likelihoodCol, ...columns }: HoldOutEventsOptions = {},
): { train: Table; test: Table } {
  checkFraction(fraction);
  const { tenantCol, userCol = 'user', resCol = 'res' } = columns;
  const counts = likelihoodCol ?? 'likelihood';
  const isCounted = likelihoodCol !== undefined || table.getChild(counts) !== null;
  const named = tenantCol === undefined ? withTenant(table) : table;
  const { users, resources, user, res, likelihood } = readAccesses(named, {
    tenantCol: tenantCol ?? ONE_TENANT,
    userCol,
    resCol,
    likelihoodCol: isCounted ? counts : null,
  });
  const random = seededRandom(seed);
  const tenantOf = users.tenantOfEach();
  const [train, test]: Record<string, string | number>[][] = [[], []];
  likelihood.forEach((events, pair) => {
    const [u, r] = [user[pair], res[pair]];
    if (!Number.isSafeInteger(events) || events < 0) {
      throw new RangeError(
        `Expected column ${counts} to hold numbers of events, got ${events} for ${users.names[u]} at ${resources.names[r]}`,
      );
    }
    let held = 0;
    for (let n = 0; n < events; n++) if (random() < fraction) held++;
    const names = pairRows(
      { tenant: users.tenants[tenantOf[u]], user: users.names[u], res: resources.names[r] },
      columns,
    );
    if (events > held) train.push({ ...names, [counts]: events - held });
    if (held > 0) test.push({ ...names, [counts]: held });
  });
  return { train: asTable(train, columns, counts), test: asTable(test, columns, counts) };
}

function withTenant(table: Table): Table {
  return table.assign(toTable({ [ONE_TENANT]: new Array(table.numRows).fill('default') }));
}

/** Rows as a table that has its columns without rows, too. */
function asTable(rows: Record<string, string | number>[], columns: HoldOutOptions, counts: string): Table {
  if (rows.length > 0) return toTable(rows);
  const empty = pairRows({ tenant: '', user: '', res: '' }, columns);
  return toTable([{ ...empty, [counts]: 0 }]).slice(0, 0);
}
