import { Utf8, vectorFromArray } from 'apache-arrow';
import type { Entities } from '../../accesses/entities.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { type Planned, planned } from '../client/relation.js';
import type { Session } from '../client/Session.js';
import { uploadTable } from '../client/uploadTable.js';
import { onceASession } from './onceASession.js';

/**
 * The names of a model on a server, each with its id; all but tenants also with their tenant's. The values of
 * the first context are `model_values0`; hours need no names.
 */
export type ModelNames = Record<
  'model_tenants' | 'model_users' | 'model_resources' | `model_values${number}`,
  Planned
>;

/** Uploads a model's names once for each session. */
export const modelNames = onceASession(
  async (session: Session, { counts: { users, resources }, time }: EvidenceState): Promise<ModelNames> => {
    const upload = async (names: readonly string[], tenant?: Int32Array) =>
      planned(await uploadTable(session, namesTable(names, tenant)));
    const uploadEntities = (entities: Entities) => upload(entities.names, entities.tenantOfEach());
    const names: ModelNames = {
      model_tenants: await upload(users.tenants),
      model_users: await uploadEntities(users),
      model_resources: await uploadEntities(resources),
    };
    for (const [c, { isHour, values }] of (time?.contexts ?? []).entries()) {
      if (!isHour) names[`model_values${c}`] = await uploadEntities(values);
    }
    return names;
  },
);

function namesTable(names: readonly string[], tenant?: Int32Array) {
  return tableFromVectors([
    ...(tenant ? [['tenant', makeColumn.int32(tenant)] as const] : []),
    ['name', vectorFromArray(names, new Utf8())],
    ['id', makeColumn.int32(Int32Array.from(names.keys()))],
  ]);
}
