import { createHash } from 'node:crypto';
import type { Table } from 'apache-arrow';
import { toTable } from '../../lib/tables/toTable.js';

const START = Date.UTC(2026, 1, 1);

/**
 * Rows as `triage` gives them; their reasons have the given length, and gzip can't halve them.
 */
export function alertRows(count: number, reasonLength = 20): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, n) => ({
    tenant: 't',
    user: `u${n}`,
    res: 'réseau',
    kind: 'new for the account',
    evidence: 5,
    p_value: 0.001,
    severity: 60,
    reason: letters(reasonLength, n),
    first: new Date(START + n),
    last: new Date(START + n),
    likelihood: 1,
  }));
}

/** Hexadecimal digits that are the same in every run. */
function letters(length: number, seed: number): string {
  return createHash('shake128', { outputLength: Math.ceil(length / 2) })
    .update(String(seed))
    .digest('hex')
    .slice(0, length);
}

export function alertsOf(count: number, reasonLength?: number): Table {
  return toTable(alertRows(count, reasonLength));
}
