import {
  Field,
  Float64,
  List,
  makeData,
  makeVector,
  Table,
  Utf8,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import type { Entities } from '../../accesses/entities.js';
import { rowOfEach } from '../../base/numbers/rowOfEach.js';
import type { ModelState } from '../../original/model/ModelState.js';
import type { Side } from '../../original/model/score.js';
import { planned } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import type { SparkTable } from '../client/SparkTable.js';
import { uploadTable } from '../client/uploadTable.js';
import { onceASession } from './onceASession.js';
import { type ModelTables, scoreQuery } from './scoreQuery.js';

/** A table with the scores of a model of this process, whose vectors are uploaded once. */
export function scoreOnSpark(table: SparkTable, state: ModelState): SparkTable {
  return scoreQuery(table, state.columns, state.width, () => modelTables(table.session, state));
}

const modelTables = onceASession(async (session: Session, state: ModelState): Promise<ModelTables> => {
  const upload = async (arrow: Table) => planned(await uploadTable(session, arrow));
  return {
    users: await upload(sideTable(state.userNames, state.users, state.width)),
    resources: await upload(sideTable(state.resNames, state.resources, state.width)),
    history: state.history && (await upload(pairsTable(state.history))),
  };
});

function pairsTable({ starts, res }: NonNullable<ModelState['history']>): Table {
  return new Table({ user: vectorFromArray(rowOfEach(starts)), res: vectorFromArray(res) });
}

/** Names, ids, vectors and components (-1 without a vector). */
function sideTable(names: Entities, side: Side, width: number): Table {
  const tenantOf = names.tenantOfEach();
  const tenants = Array.from(tenantOf, (t) => names.tenants[t]);
  return new Table({
    tenant: vectorFromArray(tenants, new Utf8()),
    name: vectorFromArray(names.names, new Utf8()),
    id: vectorFromArray(Int32Array.from(tenantOf.keys())),
    component: vectorFromArray(side.components.map((component, id) => (side.known[id] ? component : -1))),
    vector: listColumn(side.vectors, width),
  });
}

/** Rows of a row-major matrix as a column of lists. */
function listColumn(values: Float64Array, width: number): Vector {
  const length = values.length / width;
  const child = makeData({ type: new Float64(), length: values.length, data: values });
  const type = new List(new Field('element', new Float64(), false));
  const valueOffsets = Int32Array.from({ length: length + 1 }, (_, row) => row * width);
  return makeVector(makeData({ type, length, nullCount: 0, valueOffsets, child }));
}
