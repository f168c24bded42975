import type { MapGroups } from './groups.js';
import type { AccessMapData, MapCell, MapEntity } from './readMap.js';

interface ShownLimits {
  maxUsers: number;
  maxResources: number;
}

/** The positions of the users and resources that a map shows, sorted by tenant and name. */
export interface Shown {
  users: number[];
  resources: number[];
}

/** How many users of an alert's resource are shown, so that one sees to whom it belongs. */
const WITNESSES = 3;

/**
 * Chooses what a map has room for. Users: first those of the alerts, in the alerts' order; then, in turn,
 * their nearest peers and some users of the alerts' resources; then the users with the most resources.
 * Resources: first those of the shown alerts; then, for each user whose row would have only alerts, one
 * resource without an alert, the one that most shown users have; then the resources that most shown users
 * have, where rarely used ones come before those that everybody uses. Names decide between equals.
 */
export function chooseShown(data: AccessMapData, groups: MapGroups, limits: ShownLimits): Shown {
  const users = chooseUsers(data, groups, limits.maxUsers);
  const cells = data.cells.filter(({ user }) => users.has(user));
  const resources = chooseResources(data, cells, users, limits.maxResources);
  const byName = (entities: readonly MapEntity[]) => (a: number, b: number) =>
    compareNames(entities[a], entities[b]);
  return {
    users: [...users].sort(byName(data.users)),
    resources: [...resources].sort(byName(data.resources)),
  };
}

function chooseUsers({ users, cells }: AccessMapData, { peersOf }: MapGroups, max: number): Set<number> {
  const chosen = new Set<number>();
  const add = (user: number) => chosen.size < max && chosen.add(user);
  for (const { user, isAlert } of cells) if (isAlert) add(user);
  const degree = countBy(cells, users.length, ({ user }) => user);
  const busiest = (a: number, b: number) => degree[b] - degree[a] || compareNames(users[a], users[b]);
  if (chosen.size < Math.min(max, users.length)) {
    const alerted = new Set(cells.filter(({ isAlert }) => isAlert).map(({ res }) => res));
    const usersOf = new Map([...alerted].map((res) => [res, [] as number[]]));
    for (const { user, res, isAlert } of cells) if (!isAlert) usersOf.get(res)?.push(user);
    const peers = [...chosen].map(peersOf);
    const lists = [...peers, ...[...usersOf.values()].map((own) => own.sort(busiest).slice(0, WITNESSES))];
    const longest = lists.reduce((most, own) => Math.max(most, own.length), 0);
    for (let rank = 0; rank < longest && chosen.size < max; rank++) {
      for (const own of lists) if (rank < own.length) add(own[rank]);
    }
  }
  const others = [...users.keys()].filter((user) => !chosen.has(user));
  for (const user of others.sort(busiest)) add(user);
  return chosen;
}

/** @param cells the cells of the chosen users */
function chooseResources(
  { resources, cells: all }: AccessMapData,
  cells: readonly MapCell[],
  users: ReadonlySet<number>,
  max: number,
): Set<number> {
  const here = countBy(cells, resources.length, ({ res }) => res);
  const everywhere = countBy(all, resources.length, ({ res }) => res);
  const better = (a: number, b: number) =>
    here[b] - here[a] || everywhere[a] - everywhere[b] || compareNames(resources[a], resources[b]);
  const own = new Map([...users].map((user) => [user, [] as number[]]));
  for (const { user, res, isAlert } of cells) if (!isAlert) own.get(user)!.push(res);

  const chosen = new Set<number>();
  const add = (res: number) => chosen.size < max && chosen.add(res);
  for (const { res, isAlert } of cells) if (isAlert) add(res);
  // A row that shows only alerts would suggest that nothing is known of its user.
  for (const theirs of own.values()) {
    if (theirs.length > 0 && !theirs.some((res) => chosen.has(res))) add([...theirs].sort(better)[0]);
  }
  const others = [...new Set(cells.map(({ res }) => res))].filter((res) => !chosen.has(res));
  for (const res of others.sort(better)) add(res);
  return chosen;
}

function countBy(cells: readonly MapCell[], size: number, of: (cell: MapCell) => number): Int32Array {
  const counts = new Int32Array(size);
  for (const cell of cells) counts[of(cell)]++;
  return counts;
}

function compareNames(a: MapEntity, b: MapEntity): number {
  return compareTexts(a.tenant ?? '', b.tenant ?? '') || compareTexts(a.name, b.name);
}

/** Compares by code units, since other machines have other locales. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
