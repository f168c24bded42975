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
import type { ModelState } from '../../anomaly/model/ModelState.js';
import type { Side } from '../../anomaly/model/score.js';
import type { Entities } from '../../ids/entities.js';
import { queryRelation, quoted } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import type { SparkTable } from '../client/SparkTable.js';
import { uploadTable } from '../client/uploadTable.js';
import type { Relation } from '../proto/relations_pb.js';
import { onceASession } from './onceASession.js';

/** The vectors of a model on a server. */
interface Uploaded {
  users: Relation;
  resources: Relation;
  history: Relation | null;
}

const uploaded = onceASession(upload);

/**
 * A table of Spark's with the scores of a model, as `AccessAnomalyModel.transform` gives: computed there, where its rows are asked
 * for, from the model's vectors, which go up once.
 */
export function scoreOnSpark(table: SparkTable, state: ModelState): SparkTable {
  const { session } = table;
  return table.derive(async (options) => {
    const { users, resources, history } = await uploaded(session, state);
    const { tenantCol, userCol, resCol, outputCol } = state.columns;
    const kept = (await table.schema()).filter(({ name }) => name !== outputCol);
    const dot = Array.from({ length: state.width }, (_, k) => `u.vector[${k}] * r.vector[${k}]`);
    const inHistory = history === null ? '' : 'WHEN h.user IS NOT NULL THEN 0D';
    const joinHistory = history === null ? '' : 'LEFT JOIN history h ON u.id = h.user AND r.id = h.res';
    const query = `SELECT ${kept.map(({ name }) => `g.${quoted(name)}`).join(', ')},
        CASE ${inHistory}
          WHEN u.component IS NULL OR r.component IS NULL OR u.component < 0 OR r.component < 0 THEN CAST(NULL AS DOUBLE)
          WHEN u.component <> r.component THEN CAST('Infinity' AS DOUBLE)
          ELSE ${dot.join(' + ')} END AS ${quoted(outputCol)}
      FROM given g
        LEFT JOIN model_users u ON CAST(g.${quoted(tenantCol)} AS STRING) = u.tenant AND CAST(g.${quoted(userCol)} AS STRING) = u.name
        LEFT JOIN model_resources r ON CAST(g.${quoted(tenantCol)} AS STRING) = r.tenant AND CAST(g.${quoted(resCol)} AS STRING) = r.name
        ${joinHistory}`;
    return queryRelation(query, {
      given: await table.relation(options),
      model_users: users,
      model_resources: resources,
      ...(history && { history }),
    });
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
