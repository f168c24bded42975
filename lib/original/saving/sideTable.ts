import type { Table } from 'apache-arrow';
import { EntityColumn, entitiesOf } from '../../accesses/EntityColumn.js';
import type { Entities } from '../../accesses/entities.js';
import { describe } from '../../base/text/describe.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { readNames } from '../../tables/readColumns.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import type { Side } from '../model/score.js';

/**
 * The users, or the resources, of a model as a table: tenant, name, component, and the numbers of the vector
 * in columns v0, v1, ...; null for a missing component or vector.
 */
export function sideTable(entities: Entities, { vectors, known, components }: Side, width: number): Table {
  const tenantOf = entities.tenantOfEach();
  const componentOrNull = Array.from(components, (component) => (component < 0 ? null : component));
  return tableFromVectors([
    ['tenant', makeColumn.string(Array.from(tenantOf, (t) => entities.tenants[t]))],
    ['name', makeColumn.string(entities.names)],
    ['component', makeColumn.int32(componentOrNull)],
    ...Array.from({ length: width }, (_, k) => {
      const values = Array.from(known, (has, id) => (has ? vectors[id * width + k] : null));
      return [`v${k}`, makeColumn.float64(values)] as const;
    }),
  ]);
}

/** The distinct (tenant, name) of tables, some of which may be missing, by their columns of names. */
export function entitiesIn(...sources: [Table | null, string][]): Entities {
  return entitiesOf(...sources.flatMap(([table, nameCol]) => (table ? [columnOf(table, nameCol)] : [])));
}

/**
 * Reads a model's users, or resources, from a table of vectors and one of components (which may be the same,
 * see `sideTable`). A name without a row has neither.
 *
 * @throws Error naming a name that has two vectors, or one with numbers that aren't finite
 */
export function readSide(entities: Entities, width: number, vectors: Table, components: Table): Side {
  const side: Side = {
    vectors: new Float64Array(entities.size * width),
    known: new Uint8Array(entities.size),
    components: new Int32Array(entities.size).fill(-1),
  };
  const ids = columnOf(vectors, 'name').idsOfRows(entities);
  for (let k = 0; k < width; k++) {
    const column = vectors.getChild(`v${k}`)!;
    for (let row = 0; row < ids.length; row++) {
      const value: number | null = column.get(row);
      const id = ids[row];
      if (value === null && !side.known[id]) continue;
      if (k === 0 && side.known[id]) {
        throw new Error(`Expected one vector for ${describe(entities.names[id])}, got two`);
      }
      if (value === null || !Number.isFinite(value) || (k > 0 && !side.known[id])) {
        throw new Error(
          `Expected a vector of finite numbers for ${describe(entities.names[id])}, got ${value} in it`,
        );
      }
      side.vectors[id * width + k] = value;
      side.known[id] = 1;
    }
  }
  const numbers = components.getChild('component')!;
  const rows = columnOf(components, 'name').idsOfRows(entities);
  rows.forEach((id, row) => {
    side.components[id] = Number(numbers.get(row) ?? -1);
  });
  return side;
}

function columnOf(table: Table, nameCol: string): EntityColumn {
  return new EntityColumn(readNames(table, 'tenant'), readNames(table, nameCol));
}
