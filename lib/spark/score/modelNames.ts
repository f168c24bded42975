import { Utf8, vectorFromArray } from 'apache-arrow';
import type { Entities } from '../../accesses/entities.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { type Planned, planned } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import { uploadTable } from '../client/uploadTable.js';
import { onceASession } from './onceASession.js';

/** The names of a model on a server, each with its id; those of users and resources with the id of their tenant. */
export interface ModelNames extends Record<string, Planned> {
  model_tenants: Planned;
  model_users: Planned;
  model_resources: Planned;
}

/** A model's names go up once a session. */
export const modelNames = onceASession(
  async (session: Session, { counts }: EvidenceState): Promise<ModelNames> => ({
    model_tenants: planned(await uploadTable(session, namesTable(counts.users.tenants, null))),
    model_users: planned(await uploadTable(session, entitiesTable(counts.users))),
    model_resources: planned(await uploadTable(session, entitiesTable(counts.resources))),
  }),
);

function entitiesTable(entities: Entities) {
  return namesTable(entities.names, entities.tenantOfEach());
}

function namesTable(names: readonly string[], tenant: Int32Array | null) {
  return tableFromVectors([
    ...(tenant === null ? [] : [['tenant', makeColumn.int32(tenant)] as const]),
    ['name', vectorFromArray(names, new Utf8())],
    ['id', makeColumn.int32(Int32Array.from(names.keys()))],
  ]);
}
