import type { Table } from 'apache-arrow';
import type { Entities } from '../../accesses/entities.js';
import { concatenate } from '../../base/numbers/concatenate.js';
import { describeTable, writeSavedTable } from '../../saving/savedTable.js';
import { saveFolder } from '../../saving/saveFolder.js';
import { writeParquet } from '../../sql/writeParquet.js';
import { dictionaryColumn } from '../../tables/dictionaryColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { type Counts, userOfEach } from '../counts/counts.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { WAITING_TABLES, type Waiting } from '../Waiting.js';
import {
  EVIDENCE_FORMAT,
  type EvidenceFile,
  type EvidenceManifest,
  FORWARD_FORMAT,
  type ForwardFile,
  PLAIN_FORMAT,
} from './manifest.js';
import { mixtureRows, partColumns } from './mixtureRows.js';
import { contextTable, recordTable, valueTable } from './saveTime.js';

/** Saves a model into a folder (see `saveFolder`), without what a load can compute from the accesses. */
export function saveEvidence(state: EvidenceState, waiting: Waiting, directory: string): Promise<void> {
  const { params, counts, directions, span, tenants } = state;
  const { users, resources, likelihood } = counts;
  const { time } = state;
  const values = time && valueTable(time);
  const isWaiting = WAITING_TABLES.some((name) => waiting[name] !== null);
  const plainest = time === null ? PLAIN_FORMAT : FORWARD_FORMAT;
  const format = isWaiting ? EVIDENCE_FORMAT : plainest;
  return saveFolder(directory, format, async (write): Promise<EvidenceManifest> => {
    const save = (kind: EvidenceFile | ForwardFile, table: Table) =>
      write(kind, (path) => writeParquet(path, table, '*'));
    const saveWaiting = async (kind: string, table: Table | null) =>
      table && (await write(kind, (path) => writeSavedTable(path, table)));
    return {
      params: savedParams(params),
      span: span && { first: span.first.toISOString(), last: span.last.toISOString() },
      counts: {
        tenants: tenants.length,
        users: users.size,
        resources: resources.size,
        accesses: likelihood.length,
        ...(time && { records: time.records.pair.length, values: values!.numRows }),
      },
      files: {
        users: await save('users', entityTable(users, directions.users.spread)),
        resources: await save('resources', entityTable(resources, directions.resources.spread)),
        accesses: await save('accesses', accessTable(counts)),
        weights: await save('weights', weightTable(state)),
        calibration: await save('calibration', calibrationTable(state)),
        ...(time && {
          records: await save('records', recordTable(time)),
          values: await save('values', values!),
          contexts: await save('contexts', contextTable(tenants)),
        }),
        ...(isWaiting && {
          heldBack: await saveWaiting('held-back', waiting.heldBack),
          incidents: await saveWaiting('incidents', waiting.incidents),
        }),
      },
      ...(isWaiting && {
        waiting: {
          heldBack: waiting.heldBack && describeTable(waiting.heldBack),
          incidents: waiting.incidents && describeTable(waiting.incidents),
        },
      }),
    };
  });
}

function savedParams({ threads: _, ...params }: ResolvedEvidenceParams): EvidenceManifest['params'] {
  if (params.dayCol !== null) return params;
  const { dayCol, hourCol, contextCols, horizon, ...plain } = params;
  return plain;
}

function entityTable(entities: Entities, spread: Float64Array): Table {
  return tableFromVectors([
    ['tenant', dictionaryColumn(entities.tenantOfEach(), entities.tenants)],
    ['name', makeColumn.string(entities.names)],
    ['spread', makeColumn.float64(spread)],
  ]);
}

/** The accesses by the positions of their users and resources in the other files. */
function accessTable(counts: Counts): Table {
  return tableFromVectors([
    ['user', makeColumn.int32(userOfEach(counts))],
    ['res', makeColumn.int32(counts.byUser.others)],
    ['likelihood', makeColumn.float64(counts.likelihood)],
  ]);
}

/** A row for each mixture of weights; the overall weights have bucket -1. */
function weightTable({ tenants }: EvidenceState): Table {
  const rows = tenants.flatMap(({ ofResource, ofUser }, tenant) => [
    ...mixtureRows({ tenant, of: 'resource' }, ofResource),
    ...mixtureRows({ tenant, of: 'user' }, ofUser),
  ]);
  return tableFromVectors([
    ['tenant', makeColumn.int32(rows.map(({ tenant }) => tenant))],
    ['of', makeColumn.string(rows.map(({ of }) => of))],
    ['bucket', makeColumn.int32(rows.map(({ bucket }) => bucket))],
    ...partColumns(rows),
  ]);
}

function calibrationTable({ tenants }: EvidenceState): Table {
  const calibrations = tenants.map(({ calibration }) => calibration);
  const all = (name: 'pair' | 'evidence' | 'likelihood') => {
    const parts = calibrations.map((calibration) => calibration[name]);
    return makeColumn.float64(concatenate(Float64Array, parts));
  };
  const tenant = calibrations.flatMap(({ pair }, t) => new Array<number>(pair.length).fill(t));
  return tableFromVectors([
    ['tenant', makeColumn.int32(tenant)],
    ['source', makeColumn.string(tenant.map((t) => calibrations[t].source))],
    ['pair', all('pair')],
    ['evidence', all('evidence')],
    ['likelihood', all('likelihood')],
  ]);
}
