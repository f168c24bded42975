/** A row of a log; how it was learned says which of it counts. */
export interface CountedRow {
  tenant: string;
  user: string;
  res: string;
  /** Since 1970-01-01. */
  day: number;
  hour: number | null;
  zone: string | null;
  likelihood: number;
}

/** The counts of plain loops over a log, all within one tenant. */
export interface CountedLog {
  hasDays: boolean;
  tenants: Set<string>;
  of(tenant: string): CountedTenant;
}

export interface CountedTenant {
  rows: readonly CountedRow[];
  users: string[];
  resources: string[];
  firstDay: number;
  lastDay: number;
  resourcesOf(user: string): Set<string>;
  usersOf(res: string): Set<string>;
  /** With days on how many of them, else the sum of the likelihoods. */
  seen(user: string, res: string): number;
  /** Whether the likelihoods of the accesses are whole, and not all the same. */
  isCounted: boolean;
  daysOf(user: string, isIt: (row: CountedRow) => boolean): number;
  /** Whether an account has more than half of the resources, and twice what the median account has. */
  isBroad(user: string): boolean;
  /**
   * The users who may be named as peers: those who share a resource; those who read everything only if nobody
   * else shares one.
   */
  peersOf(user: string): string[];
  /** The cosine of two users by their resources, the rarer the more. */
  likenessOf(user: string, other: string): number;
  /** The likeness of two resources by their users, without some of them. */
  likenessOfResources(res: string, other: string, without: (user: string) => boolean): number;
}

export function countedLog(rows: readonly CountedRow[], hasDays: boolean): CountedLog {
  const known = new Map<string, CountedTenant>();
  return {
    hasDays,
    tenants: new Set(rows.map(({ tenant }) => tenant)),
    of(tenant) {
      const counted =
        known.get(tenant) ??
        countTenant(
          rows.filter((row) => row.tenant === tenant),
          hasDays,
        );
      known.set(tenant, counted);
      return counted;
    },
  };
}

function countTenant(rows: readonly CountedRow[], hasDays: boolean): CountedTenant {
  const users = [...new Set(rows.map(({ user }) => user))];
  const resources = [...new Set(rows.map(({ res }) => res))];
  const resourcesOf = (user: string) =>
    new Set(rows.filter((row) => row.user === user).map(({ res }) => res));
  const usersOf = (res: string) => new Set(rows.filter((row) => row.res === res).map(({ user }) => user));
  const seen = (user: string, res: string) => {
    const own = rows.filter((row) => row.user === user && row.res === res);
    return hasDays
      ? new Set(own.map(({ day }) => day)).size
      : own.reduce((sum, { likelihood }) => sum + likelihood, 0);
  };
  const likelihoods = users.flatMap((user) => [...resourcesOf(user)].map((res) => seen(user, res)));
  const breadths = users.map((user) => resourcesOf(user).size).sort((a, b) => a - b);
  const isBroad = (user: string) =>
    resourcesOf(user).size > resources.length / 2 &&
    resourcesOf(user).size >= 2 * breadths[Math.floor(breadths.length / 2)];
  const weightOf = (partners: number, all: number) => Math.log(1 + all / partners) ** 2;
  const sum = (names: Iterable<string>, of: (name: string) => number) =>
    [...names].reduce((total, name) => total + of(name), 0);
  return {
    ...{ rows, users, resources, resourcesOf, usersOf, seen, isBroad },
    firstDay: Math.min(...rows.map(({ day }) => day)),
    lastDay: Math.max(...rows.map(({ day }) => day)),
    isCounted: likelihoods.every(Number.isInteger) && new Set(likelihoods).size > 1,
    daysOf: (user, isIt) =>
      new Set(rows.filter((row) => row.user === user && isIt(row)).map(({ day }) => day)).size,
    peersOf(user) {
      const own = resourcesOf(user);
      const sharing = users.filter(
        (other) => other !== user && [...resourcesOf(other)].some((res) => own.has(res)),
      );
      const narrow = sharing.filter((other) => !isBroad(other));
      return isBroad(user) || narrow.length === 0 ? sharing : narrow;
    },
    likenessOf(user, other) {
      const weight = (res: string) => weightOf(usersOf(res).size, users.length);
      const [own, theirs] = [resourcesOf(user), resourcesOf(other)];
      const shared = [...own].filter((res) => theirs.has(res));
      return sum(shared, weight) / Math.sqrt(sum(own, weight) * sum(theirs, weight));
    },
    likenessOfResources(res, other, without) {
      const weight = (user: string) => weightOf(resourcesOf(user).size, resources.length);
      const [own, theirs] = [usersOf(res), usersOf(other)];
      const shared = [...own].filter((user) => theirs.has(user) && !without(user));
      return sum(shared, weight) / Math.sqrt(sum(own, weight) * sum(theirs, weight));
    },
  };
}
