import type { Table } from 'apache-arrow';
import { type NameCodes, readNames } from '../tables/readColumns.js';
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
  #distinct: DistinctRows | null;

  private constructor(
    readonly table: Table,
    readonly columns: Columns,
    /** The tenant of each row. */
    readonly tenants: NameCodes,
    readonly users: EntityColumn,
    readonly resources: EntityColumn,
    distinct: DistinctRows | null,
  ) {
    this.#distinct = distinct;
  }

  /** @throws RangeError or TypeError naming a missing column, or the row of a null or empty name */
  static read(table: Table, { tenantCol, userCol, resCol }: Columns): Accesses {
    const named = tenantCol === null ? null : readNames(table, tenantCol, howToAdd(tenantCol));
    const users = readNames(table, userCol);
    const resources = readNames(table, resCol);
    const tenants = named ?? { codes: new Int32Array(table.numRows), values: ['default'] };
    return new Accesses(
      table,
      { tenantCol, userCol, resCol },
      tenants,
      new EntityColumn(tenants, users),
      new EntityColumn(tenants, resources),
      null,
    );
  }

  /** The same accesses for a table with the same rows and names, but other columns. */
  withTable(table: Table): Accesses {
    return new Accesses(table, this.columns, this.tenants, this.users, this.resources, this.distinct);
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
    return Array.from(this.users.codes, (_, row) => this.namesIn(row));
  }

  /** The names of each distinct access. */
  names(): Named[] {
    return Array.from(this.distinct.firstRow, (row) => this.namesIn(row));
  }
}

/** Larger tables aren't remembered: their codes and scores take about 130 bytes a row. */
export const MOST_REMEMBERED = 2 ** 20;

const remembered = new WeakMap<Table, Accesses[]>();

/**
 * The accesses of a table. For a table of up to `MOST_REMEMBERED` rows, all callers get the same object as
 * long as the table lives: in a morning it is scored, triaged, rolled up, learned from and drawn.
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function accessesOf(table: Table, columns: Columns): Accesses {
  const isAsked = ({ columns: { tenantCol, userCol, resCol } }: Accesses) =>
    tenantCol === columns.tenantCol && userCol === columns.userCol && resCol === columns.resCol;
  return remembered.get(table)?.find(isAsked) ?? remember(Accesses.read(table, columns));
}

/** Makes these the accesses that `accessesOf` returns for this table. */
export function remember(accesses: Accesses): Accesses {
  const { table } = accesses;
  if (table.numRows <= MOST_REMEMBERED) {
    remembered.set(table, [...(remembered.get(table) ?? []), accesses]);
  }
  return accesses;
}

function howToAdd(tenantCol: string): string {
  return `; where all are of one tenant, sql\`SELECT *, 'default' AS ${tenantCol} FROM \${table}\` adds it`;
}
