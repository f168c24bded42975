import type { Table } from 'apache-arrow';
import { readNames } from '../tables/readColumns.js';
import type { Columns } from './columns.js';
import { type DistinctRows, distinctRows } from './distinctRows.js';
import { EntityColumn } from './EntityColumn.js';

/** An access by its names. */
export interface Named {
  tenant: string;
  user: string;
  res: string;
}

/** A table of accesses, read once: who accesses what in each row, and which rows are one access. */
export class Accesses {
  readonly table: Table;
  readonly columns: Columns;
  readonly users: EntityColumn;
  readonly resources: EntityColumn;
  #distinct: DistinctRows | null = null;

  /** @throws RangeError or TypeError naming a missing column, or the row of a null or empty name */
  constructor(table: Table, columns: Columns) {
    const { tenantCol, userCol, resCol } = columns;
    const named = tenantCol === null ? null : readNames(table, tenantCol, howToAdd(tenantCol));
    const users = readNames(table, userCol);
    const resources = readNames(table, resCol);
    const tenants = named ?? { codes: new Int32Array(table.numRows), values: ['default'] };
    this.table = table;
    this.columns = { tenantCol, userCol, resCol };
    this.users = new EntityColumn(tenants, users);
    this.resources = new EntityColumn(tenants, resources);
  }

  get numRows(): number {
    return this.table.numRows;
  }

  /** The distinct accesses, in the order of their first rows. */
  get distinct(): DistinctRows {
    this.#distinct ??= distinctRows(this.users, this.resources);
    return this.#distinct;
  }

  /** How many distinct accesses there are. */
  get size(): number {
    return this.distinct.firstRow.length;
  }

  /** The names of a row. */
  namesIn(row: number): Named {
    const user = this.users.codes[row];
    return {
      tenant: this.users.tenantOf(user),
      user: this.users.nameOf(user),
      res: this.resources.nameOf(this.resources.codes[row]),
    };
  }

  /** The names of each row. */
  rowNames(): Named[] {
    return Array.from({ length: this.numRows }, (_, row) => this.namesIn(row));
  }

  /** The names of each distinct access. */
  names(): Named[] {
    return Array.from(this.distinct.firstRow, (row) => this.namesIn(row));
  }
}

/** What is read of a larger table isn't remembered: it takes too much memory. */
const MOST_REMEMBERED = 2 ** 20;

const remembered = new WeakMap<Table, Accesses[]>();

/**
 * The accesses of a table. Whoever asks again of the same table (in a morning it is scored, triaged, rolled
 * up, learned from and drawn) gets the same object.
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function accessesOf(table: Table, columns: Columns): Accesses {
  const known = remembered.get(table) ?? [];
  const isAsked = ({ columns: { tenantCol, userCol, resCol } }: Accesses) =>
    tenantCol === columns.tenantCol && userCol === columns.userCol && resCol === columns.resCol;
  const before = known.find(isAsked);
  if (before !== undefined) return before;
  const accesses = new Accesses(table, columns);
  remember(table, accesses);
  return accesses;
}

/** Remembers that a table has the rows of another one, with the same names, likelihoods and times. */
export function remember(table: Table, accesses: Accesses): void {
  if (table.numRows > MOST_REMEMBERED) return;
  remembered.set(table, [...(remembered.get(table) ?? []), accesses]);
}

function howToAdd(tenantCol: string): string {
  return `; where all are of one tenant, sql\`SELECT *, 'default' AS ${tenantCol} FROM \${table}\` adds it`;
}
