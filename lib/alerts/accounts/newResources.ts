import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { timesOf } from '../../accesses/sums.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { sortedOrder } from '../../base/numbers/sortedOrder.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import { type AccountReference, accountReferences } from '../../evidence/accounts/accountReference.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { peersOfAccounts } from './peersOfAccount.js';
import { tableTimeOf } from './tableTime.js';
import { takenForNormal } from './waiting.js';

export interface NewResourcesOptions {
  model: AccessEvidenceModel;
  /** How many days the accesses cover. Default: as the table's days say, else 1. */
  days?: number;
}

/**
 * The resources of a table that nobody used before. A new resource alone is no attack, and has one row here,
 * however many accounts use it. It is compared with how many accounts used other new resources in their first
 * days, in windows as long as the table.
 *
 * @param table accesses with the columns that the model names
 * @returns a row for each resource, the most used first: tenant, res; users, how many accounts use it;
 *   accounts, up to five of them; like, the resource that characterises these accounts best; first and last;
 *   p_value, how often a new resource has as many users in its first days; every_days, once in how many days
 *   such a resource comes. The last two are null if there are no windows to compare with
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 *
 * @example
 * show(newResources(today, { model }));
 */
export function newResources(table: Table, options: NewResourcesOptions): Table {
  checkNames('newResources options', options ?? {}, ['model', 'days']);
  const { model, days } = options ?? {};
  const state = evidenceStateOf(model, 'model');
  const accesses = accessesNamed(table, state.params);
  const { users, resources, distinct } = accesses;
  const userIds = users.idsOfCodes(state.counts.users);
  const tableTime = tableTimeOf(state, table, { given: days });
  const normal = takenForNormal(model.heldBack, model.incidents, state.params);
  const references = state.time === null ? null : accountReferences(state, state.time, tableTime, normal);
  // Accesses that wait since an earlier morning are no longer new.
  const known = resources.idsOfCodes((references ?? state.counts).resources);
  const peersOf = peersOfAccounts(state);
  const { first, last } = timesOf(table, resources.codes, resources.size);
  const codes = distinct.firstRow.map((row) => resources.codes[row]);
  const starts = startsOf(codes, resources.size);
  const order = sortedOrder(Int32Array.from(codes.keys()), codes, resources.size);
  const found = Array.from({ length: resources.size }, (_, code) => code)
    .filter((code) => known[code] < 0)
    .map((code) => {
      const tenant = resources.tenantOf(code);
      const own = order.subarray(starts[code], starts[code + 1]);
      const accounts = Array.from(own, (access) => users.codes[distinct.firstRow[access]]);
      const ids = accounts.map((account) => userIds[account]).filter((id) => id >= 0);
      const reference = references?.tenants[state.counts.users.findTenant(tenant)] ?? null;
      const shared = peersOf.sharedBy(ids);
      return {
        ...{ tenant, res: resources.nameOf(code), users: accounts.length },
        accounts: accounts.slice(0, MOST_NAMED).map((account) => users.nameOf(account)),
        like: shared === null ? null : state.counts.resources.names[shared.res],
        ...{ first: first[code], last: last[code] },
        ...rarityOf(reference, accounts.length, tableTime.days),
      };
    });
  found.sort((a, b) => b.users - a.users || (a.res < b.res ? -1 : 1));
  const text = (of: (row: (typeof found)[number]) => string | null) => makeColumn.string(found.map(of));
  const number = (of: (row: (typeof found)[number]) => number | null) => makeColumn.float64(found.map(of));
  const time = (of: (row: (typeof found)[number]) => number | null) => makeColumn.moments(found.map(of));
  return tableFromVectors([
    ['tenant', text(({ tenant }) => tenant)],
    ['res', text(({ res }) => res)],
    ['users', makeColumn.int32(found.map((row) => row.users))],
    ['accounts', text(({ accounts }) => accounts.join(', '))],
    ['like', text(({ like }) => like)],
    ['first', time((row) => row.first)],
    ['last', time((row) => row.last)],
    ['p_value', number(({ p }) => p)],
    ['every_days', number(({ everyDays }) => everyDays)],
  ]);
}

const MOST_NAMED = 5;

/** How rare a new resource with this many users is. */
function rarityOf(
  reference: AccountReference | null,
  users: number,
  days: number,
): { p: number | null; everyDays: number | null } {
  if (reference === null) return { p: null, everyDays: null };
  const { newResources: before, days: all } = reference;
  const asMany = before.length - lowerBound(before, users);
  return { p: (1 + asMany) / (1 + before.length), everyDays: (all + days) / (1 + asMany) };
}
