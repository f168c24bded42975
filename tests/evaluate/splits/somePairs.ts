import type { Table } from 'apache-arrow';
import fc from 'fast-check';

/** Accesses of few users and resources, so that pairs repeat. */
export const accessRows = fc.array(
  fc.record({
    tenant: fc.constantFrom('t', '__proto__'),
    user: fc.constantFrom('ann', 'bob', '<b>', 'constructor'),
    res: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  }),
  { minLength: 1, maxLength: 60 },
);

/** A table's pairs, as texts to compare. */
export const pairs = (table: Table): string[] =>
  table.toArray().map((row) => JSON.stringify([row.tenant ?? null, row.user, row.res]));
