import type { Shown } from './chooseShown.js';
import type { MapGroups } from './groups.js';
import { type Link, orderBlocks } from './orderBlocks.js';
import type { AccessMapData, MapEntity } from './readMap.js';

/**
 * Sorts the users and the resources of a map by their groups: by what was learned, and, where the user or the
 * resource is new, by the shown accesses. Alerts don't influence the order, whether the model has seen them
 * or not. Users and resources that only alerts touch come last within their tenant: within a block they would
 * look as if they belonged there.
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
  // Tenants share nothing, so sorting by tenant splits no group.
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
 * Moves the rows without links to the end, in the order of the first columns that their alerts touch. With
 * rows and columns of the alerts exchanged, it does the same for columns.
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
