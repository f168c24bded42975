import type { Table } from 'apache-arrow';
import { accessesOf } from '../../lib/accesses/Accesses.js';
import type { Columns } from '../../lib/accesses/columns.js';
import { type AccessList, listAccesses } from '../../lib/accesses/listAccesses.js';

/** What a fit learns from, straight from a table. */
export function listOf(table: Table, columns: Columns & { likelihoodCol: string | null }): AccessList {
  return listAccesses(accessesOf(table, columns), columns.likelihoodCol);
}
