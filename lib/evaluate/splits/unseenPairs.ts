import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns } from '../../accesses/columns.js';
import { type Pairs, readPairs } from '../../accesses/pairs.js';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger } from '../../base/checks/expect.js';
import { type Random, seededRandom } from '../../base/random/random.js';
import { shuffle } from '../../base/random/shuffle.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';

export interface UnseenPairsOptions extends PairColumns {
  /** How many pairs to draw. */
  n: number;
  /** Default: 42. */
  seed?: number;
}

/**
 * Draws pairs of a user and a resource of one tenant that never occur in a table, uniformly and without
 * repeats.
 *
 * @returns a table of n rows with the columns tenant (where there are tenants), user and resource, all text
 * @throws RangeError if there are fewer than n such pairs, or naming an unknown option, a missing column or
 *   the row of a null name; TypeError naming an option or a column of a wrong type
 */
export function unseenPairs(table: Table, options: UnseenPairsOptions): Table {
  checkNames('unseenPairs options', options, ['n', 'seed', 'tenantCol', 'userCol', 'resCol']);
  const { n, seed, ...columns } = options;
  expectInteger('n', n, 0);
  const { unseen, take } = lookForUnseen(table, columns);
  if (n > unseen) throw new RangeError(`Expected n to be at most the ${unseen} pairs never seen, got ${n}`);
  return take(n, seed);
}

/** Like `unseenPairs`: n such pairs, or all if there are fewer. */
export function upToUnseenPairs(table: Table, { n, seed, ...columns }: UnseenPairsOptions): Table {
  const { unseen, take } = lookForUnseen(table, columns);
  return take(Math.min(n, unseen), seed);
}

/** How many pairs of a table never occur, and a way to draw some of them. */
function lookForUnseen(table: Table, options: PairColumns) {
  const columns = pairColumns(table, options);
  const pairs = readPairs(table, columns);
  const space = pairSpace(pairs);
  const { firstRow } = pairs.accesses.distinct;
  const seen = new Set(Array.from(firstRow, (row) => space.number(pairs.user[row], pairs.res[row])));
  return {
    unseen: space.size - seen.size,
    take(n: number, seed = 42): Table {
      const drawn = draw(n, space.size, seen, seededRandom(seed)).map(space.pair);
      const { tenantCol, userCol, resCol } = columns;
      const texts = (nameOf: (pair: (typeof drawn)[number]) => string) =>
        makeColumn.string(drawn.map(nameOf));
      return tableFromVectors([
        ...(tenantCol === null
          ? []
          : [[tenantCol, texts(({ tenant }) => pairs.users.tenants[tenant])] as const]),
        [userCol, texts(({ user }) => pairs.users.names[user])],
        [resCol, texts(({ res }) => pairs.resources.names[res])],
      ]);
    },
  };
}

/** n distinct numbers below `size` that are not in `seen`. */
function draw(n: number, size: number, seen: ReadonlySet<number>, random: Random): number[] {
  if (n > (size - seen.size) / 4) {
    // If most of the rest is wanted, drawing until something new comes would take long.
    const left: number[] = [];
    for (let number = 0; number < size; number++) if (!seen.has(number)) left.push(number);
    return shuffle(left, random).slice(0, n);
  }
  const drawn = new Set<number>();
  while (drawn.size < n) {
    const number = Math.floor(random() * size);
    if (!seen.has(number)) drawn.add(number);
  }
  return [...drawn];
}

/** Numbers all pairs of a user and a resource of one tenant, tenant by tenant. */
function pairSpace({ users, resources }: Pairs) {
  const tenantOf = users.tenantOfEach();
  const firstPair = [0];
  users.tenants.forEach((_, t) => {
    const numUsers = users.starts[t + 1] - users.starts[t];
    firstPair.push(firstPair[t] + numUsers * (resources.starts[t + 1] - resources.starts[t]));
  });
  const width = (tenant: number) => resources.starts[tenant + 1] - resources.starts[tenant];
  return {
    size: firstPair[users.tenants.length],
    number(user: number, res: number): number {
      const tenant = tenantOf[user];
      return (
        firstPair[tenant] + (user - users.starts[tenant]) * width(tenant) + res - resources.starts[tenant]
      );
    },
    pair(number: number): { tenant: number; user: number; res: number } {
      let tenant = 0;
      while (number >= firstPair[tenant + 1]) tenant++;
      const within = number - firstPair[tenant];
      return {
        tenant,
        user: users.starts[tenant] + Math.floor(within / width(tenant)),
        res: resources.starts[tenant] + (within % width(tenant)),
      };
    },
  };
}
