import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { toTable } from '../../lib/tables/toTable.js';

export interface Row {
  tenant: string;
  user: string;
  res: string;
  likelihood: number;
}

export function tableOf(rows: readonly Row[]): Table {
  return toTable(rows.map(({ tenant, user, res, likelihood }) => ({ tenant, user, res, likelihood })));
}

export function column(table: Table, name: string): number[] {
  return Array.from(table.getChild(name)!, (value) => value as number);
}

export const OUTPUTS = ['evidence', 'pair_evidence', 'p_new', 'p_next'];
export const TERMS = ['from_user', 'from_resource', 'from_fit', 'from_history'];

/** Accesses of a few users and resources, of all degrees from 1 on. */
export const someRows = fc
  .uniqueArray(
    fc.record({
      tenant: fc.constantFrom('t'),
      user: fc.integer({ min: 0, max: 9 }).map((n) => `u${n}`),
      res: fc.integer({ min: 0, max: 9 }).map((n) => `r${n}`),
      likelihood: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 1, maxLength: 60, selector: ({ user, res }) => `${user} ${res}` },
  )
  .map((rows): Row[] => rows);

/** Departments that keep to themselves, with a resource for all, and a count of each access. */
export function offices(users = 60, seed = 1, tenant = 't'): Row[] {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const rows = new Map<string, Row>();
  for (let user = 0; user < users; user++) {
    for (let n = 0; n < 3 + random() * 12; n++) {
      const res = random() < 0.15 ? 'all' : `r${user % 3}-${Math.floor(random() ** 2 * 25)}`;
      const key = `${user} ${res}`;
      const likelihood = (rows.get(key)?.likelihood ?? 0) + 1 + Math.floor(random() ** 4 * 6);
      rows.set(key, { tenant, user: `u${user}`, res, likelihood });
    }
  }
  return [...rows.values()];
}
