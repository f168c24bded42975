import type { Table } from 'apache-arrow';
import { Numbering } from '../../accesses/Numbering.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { alertReasons } from '../sankey/alertReasons.js';
import { type AccessColumns, sankeyAccesses } from '../sankey/sankeyAccesses.js';

/** A user or a resource. */
export interface MapEntity {
  /** null if accesses aren't told apart by tenant */
  tenant: string | null;
  name: string;
}

/** Accesses of one user to one resource. */
export interface MapCell {
  /** The user's position. */
  user: number;
  /** The resource's position. */
  res: number;
  /** How often; 0 if only the alerts have this access. */
  count: number;
  isAlert: boolean;
  /** Why there is an alert, if that is known. */
  reason: string | null;
}

/**
 * What a map can show. Users and resources are in the order in which they first occur, those of alerts first.
 */
export interface AccessMapData {
  users: MapEntity[];
  resources: MapEntity[];
  /** The cells of alerts come first, in the alerts' order. */
  cells: MapCell[];
}

/**
 * Reads accesses and alerts. Columns that aren't named are those of the model, or else user, res, tenant and
 * likelihood; the last two may be missing. Alerts may have the names that `triage` gives where the accesses
 * have others.
 *
 * @param alerts alerts; they need a column of tenants if the accesses have several
 * @throws TypeError if one of the two is not an Arrow table; RangeError naming a missing column, or the row
 *   of a missing name or of a count that isn't positive
 */
export function readMap(
  accesses: Table,
  alerts: Table,
  given: AccessColumns,
  params: EvidenceState['params'] | null,
): AccessMapData {
  const columns = columnsOf(accesses, given, params);
  const normal = sankeyAccesses(accesses, columns);
  const own = alertColumns(alerts, columns, normal);
  const tenants = new Set(normal.map(({ tenant }) => tenant));
  // A missing column of tenants is an error, unless there is only one tenant.
  const only = columns.tenantCol !== null && own.tenantCol === null ? [...tenants][0] : null;
  const alarming = sankeyAccesses(alerts, own);
  const reasonOf = alertReasons(alerts, own);
  const [users, resources, pairs] = [new Numbering(), new Numbering(), new Numbering()];
  const data: AccessMapData = { users: [], resources: [], cells: [] };
  const cellOf = (tenant: string | null, user: string, res: string): MapCell => {
    const at = { user: users.add(tenant, user), res: resources.add(tenant, res) };
    data.users[at.user] ??= { tenant, name: user };
    data.resources[at.res] ??= { tenant, name: res };
    const pair = pairs.add(tenant, user, res);
    data.cells[pair] ??= { ...at, count: 0, isAlert: false, reason: null };
    return data.cells[pair];
  };
  for (const access of alarming) {
    const cell = cellOf(access.tenant ?? only, access.user, access.res);
    cell.isAlert = true;
    cell.reason = reasonOf(access) ?? null;
  }
  for (const { tenant, user, res, count } of normal) cellOf(tenant, user, res).count = count;
  return data;
}

function columnsOf(
  table: Table,
  given: AccessColumns,
  params: EvidenceState['params'] | null,
): AccessColumns {
  const { userCol = params?.userCol, resCol = params?.resCol } = given;
  const present = (name: string | null) =>
    name !== null && table?.schema?.names.includes(name) ? name : undefined;
  return {
    userCol: userCol ?? 'user',
    resCol: resCol ?? 'res',
    tenantCol:
      given.tenantCol === undefined ? (present(params?.tenantCol ?? 'tenant') ?? null) : given.tenantCol,
    countCol:
      given.countCol === undefined && params ? (present(params.likelihoodCol) ?? null) : given.countCol,
  };
}

function alertColumns(
  table: Table,
  { userCol, resCol, tenantCol }: AccessColumns,
  normal: readonly { tenant: string | null }[],
): AccessColumns {
  const names = table?.schema?.names ?? [];
  const orTriages = (name: string, triages: string) =>
    !names.includes(name) && names.includes(triages) ? triages : name;
  const columns = {
    userCol: orTriages(userCol!, 'user'),
    resCol: orTriages(resCol!, 'res'),
    tenantCol: null,
    countCol: null,
  };
  if (tenantCol === null || tenantCol === undefined) return columns;
  const own = orTriages(tenantCol, 'tenant');
  const isClear = !names.includes(own) && new Set(normal.map(({ tenant }) => tenant)).size === 1;
  return isClear ? columns : { ...columns, tenantCol: own };
}
