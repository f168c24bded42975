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
import type { ModelState } from '../../original/model/ModelState.js';
import type { Side } from '../../original/model/score.js';
import type { Planned } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import type { SparkTable } from '../client/SparkTable.js';
import { uploadTable } from '../client/uploadTable.js';
import type { Relation } from '../proto/relations_pb.js';
import { onceASession } from './onceASession.js';
import { scoreQuery } from './scoreQuery.js';

/** The tables of a model on a server. */
interface Uploaded {
  users: Relation;
  resources: Relation;
  history: Relation | null;
}

const uploaded = onceASession(upload);

/** A table of Spark's with the scores of a model of here, whose vectors go up once. */
export function scoreOnSpark(table: SparkTable, state: ModelState): SparkTable {
  const planned = (part: 'users' | 'resources' | 'history'): Planned => ({
    relation: async () => (await uploaded(table.session, state))[part]!,
  });
  return scoreQuery(table, {
    columns: state.columns,
    width: state.width,
    users: planned('users'),
    resources: planned('resources'),
    history: state.history && planned('history'),
  });
}

async function upload(session: Session, state: ModelState): Promise<Uploaded> {
  const users = await uploadTable(session, sideTable(state.userNames, state.users, state.width));
  const resources = await uploadTable(session, sideTable(state.resNames, state.resources, state.width));
  if (state.history === null) return { users, resources, history: null };
  const { starts, res } = state.history;
  const user = Int32Array.from(res);
  for (let id = 0; id + 1 < starts.length; id++) user.fill(id, starts[id], starts[id + 1]);
  const pairs = new Table({ user: vectorFromArray(user), res: vectorFromArray(res) });
  return { users, resources, history: await uploadTable(session, pairs) };
}

/** Names, ids, vectors and components; -1 for who has no vector. */
function sideTable(names: Entities, side: Side, width: number): Table {
  const tenantOf = names.tenantOfEach();
  return new Table({
    tenant: vectorFromArray(
      Array.from(tenantOf, (t) => names.tenants[t]),
      new Utf8(),
    ),
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
