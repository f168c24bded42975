import type { NameCodes } from '../tables/readColumns.js';
import { Entities, union } from './entities.js';
import { type TenantNames, tenantNames } from './tenantNames.js';

/** The users, or the resources, of a table's rows: each (tenant, name) that occurs has a code, from 0 on. */
export class EntityColumn {
  /** The code of each row. Read only. */
  readonly codes: Int32Array;
  readonly #tenants: readonly string[];
  readonly #names: readonly string[];
  readonly #distinct: TenantNames;

  constructor(tenants: NameCodes, names: NameCodes) {
    this.#tenants = tenants.values;
    this.#names = names.values;
    this.#distinct = tenantNames(tenants, names);
    this.codes = this.#distinct.codes;
  }

  /** How many there are. */
  get size(): number {
    return this.#distinct.name.length;
  }

  tenantOf(code: number): string {
    return this.#tenants[this.#distinct.tenant[code]];
  }

  nameOf(code: number): string {
    return this.#names[this.#distinct.name[code]];
  }

  namesByTenant(): Map<string, string[]> {
    const byTenant = new Map<string, string[]>();
    const { tenant } = this.#distinct;
    let names: string[] = [];
    for (let code = 0; code < this.size; code++) {
      // Codes of one tenant are consecutive.
      if (tenant[code] !== tenant[code - 1]) {
        names = [];
        byTenant.set(this.tenantOf(code), names);
      }
      names.push(this.nameOf(code));
    }
    return byTenant;
  }

  /** The id of each code among known users, or resources; -1 if unknown. */
  idsOfCodes(entities: Entities): Int32Array {
    return Int32Array.from({ length: this.size }, (_, code) =>
      entities.find(this.tenantOf(code), this.nameOf(code)),
    );
  }

  /** The same for each row. Read only. */
  idsOfRows(entities: Entities): Int32Array {
    const idOf = this.idsOfCodes(entities);
    if (idOf.every((id, code) => id === code)) return this.codes;
    const ids = new Int32Array(this.codes.length);
    for (let row = 0; row < ids.length; row++) ids[row] = idOf[this.codes[row]];
    return ids;
  }
}

/** All users, or resources, in one or more columns. */
export function entitiesOf(...columns: readonly EntityColumn[]): Entities {
  return columns.map((column) => new Entities(column.namesByTenant())).reduce(union);
}
