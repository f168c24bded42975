import type { Shown } from './chooseShown.js';
import type { MapGroups } from './groups.js';
import { type Link, orderBlocks } from './orderBlocks.js';
import type { AccessMapData, MapEntity } from './readMap.js';

/**
 * The users and the resources of a map in the order of their groups: by what was learned, and by the accesses
 * that are shown where one of both is new. Alerts have no say in it, whether the model has seen them or not.
 * What only alerts touch stands last of its tenant: within a block it would look at home.
 */
export function orderShown(
  { users: allUsers, resources: allResources, cells }: AccessMapData,
  { resourcesOf, knows }: MapGroups,
  shown: Shown,
): Shown {
  const { users, resources } = shown;
  const row = new Map(users.map((user, n) => [user, n]));
  const column = new Map(resources.map((res, n) => [res, n]));
  const links = new Map<string, Link>();
  const alerts: Link[] = [];
  const linkOf = (user: number, res: number): Link | null => {
    const link = { row: row.get(user), column: column.get(res) };
    return link.row === undefined || link.column === undefined ? null : (link as Link);
  };
  const add = (link: Link | null) => link && links.set(keyOf(link), link);
  for (const user of users) for (const res of resourcesOf(user)) add(linkOf(user, res));
  for (const { user, res, isAlert } of cells) {
    const link = linkOf(user, res);
    if (isAlert && link) alerts.push(link);
    else if (!knows(user, res)) add(link);
  }
  for (const alert of alerts) links.delete(keyOf(alert));

  const order = orderBlocks(users.length, resources.length, [...links.values()]);
  const all = [...links.values()];
  const rows = restLast(order.rows, new Set(all.map((link) => link.row)), order.columns, alerts);
  const turned = alerts.map(({ row, column }) => ({ row: column, column: row }));
  const columns = restLast(order.columns, new Set(all.map((link) => link.column)), rows, turned);
  const inOrder = { users: rows.map((n) => users[n]), resources: columns.map((n) => resources[n]) };
  // Tenants share nothing, so that sorting by them tears no group apart.
  const tenants = [...new Set(inOrder.users.map((user) => allUsers[user].tenant))];
  const place = ({ tenant }: MapEntity) => tenants.indexOf(tenant);
  return {
    users: inOrder.users.sort((a, b) => place(allUsers[a]) - place(allUsers[b])),
    resources: inOrder.resources.sort((a, b) => place(allResources[a]) - place(allResources[b])),
  };
}

function keyOf({ row, column }: Link): string {
  return `${row} ${column}`;
}

/**
 * Moves the rows that have no links to the end, in the order of the first columns that their alerts touch;
 * columns likewise where the alerts are turned.
 */
function restLast(
  own: readonly number[],
  linked: ReadonlySet<number>,
  others: readonly number[],
  alerts: readonly Link[],
): number[] {
  const place = new Map(others.map((other, n) => [other, n]));
  const first = new Map<number, number>();
  for (const { row, column } of alerts) {
    first.set(row, Math.min(first.get(row) ?? Number.POSITIVE_INFINITY, place.get(column)!));
  }
  const rest = own.filter((node) => !linked.has(node));
  rest.sort((a, b) => (first.get(a) ?? others.length) - (first.get(b) ?? others.length));
  return [...own.filter((node) => linked.has(node)), ...rest];
}
