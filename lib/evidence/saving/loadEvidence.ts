import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { listEntities } from '../../anomaly/accesses.js';
import { encodeColumn } from '../../anomaly/columns.js';
import type { Entities } from '../../anomaly/entities.js';
import { readParquet } from '../../data/files/readParquet.js';
import { loadFolder } from '../../saving/loadFolder.js';
import { countsOf, startsOf } from '../counts.js';
import type { EvidenceState, TenantState } from '../EvidenceState.js';
import { BUCKETS, type Mixture } from '../mixture.js';
import { PARTS } from '../parts.js';
import { resDirection, userDirection } from '../similarity.js';
import { sizesOf } from '../sizes.js';
import { type EvidenceFile, type EvidenceManifest, FORMAT } from './manifest.js';

/**
 * Loads a model from a folder that `saveEvidence` wrote.
 *
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export function loadEvidence(directory: string): Promise<EvidenceState> {
  return loadFolder(directory, FORMAT, (manifest: EvidenceManifest) => readEvidence(directory, manifest));
}

async function readEvidence(directory: string, manifest: EvidenceManifest): Promise<EvidenceState> {
  const { params, span, files } = manifest;
  const read = (file: EvidenceFile) => readParquet([join(directory, files[file].name)], '*');
  const users = await readEntities(await read('users'), manifest, 'users');
  const resources = await readEntities(await read('resources'), manifest, 'resources');
  const accesses = await read('accesses');
  expectLength(manifest, 'accesses', accesses.numRows);
  const counts = countsOf({
    users: users.entities,
    resources: resources.entities,
    user: Int32Array.from(numbers(accesses, 'user')),
    res: Int32Array.from(numbers(accesses, 'res')),
    likelihood: numbers(accesses, 'likelihood'),
  });
  const directions = { users: userDirection(counts), resources: resDirection(counts) };
  directions.users.spread.set(users.spread);
  directions.resources.spread.set(resources.spread);
  return {
    params: { ...params, threads: null },
    counts,
    directions,
    tenants: readTenants(await read('weights'), await read('calibration'), users.entities.tenants.length).map(
      (tenant, t) => ({ ...tenant, sizes: sizesOf(counts, t) }),
    ),
    span: span && { first: new Date(span.first), last: new Date(span.last) },
  };
}

/** Names stand in the order of their ids, which a save keeps. */
async function readEntities(table: Table, manifest: EvidenceManifest, file: 'users' | 'resources') {
  const entities: Entities = listEntities([[encodeColumn(table, 'tenant'), encodeColumn(table, 'name')]]);
  expectLength(manifest, file, entities.size);
  return { entities, spread: numbers(table, 'spread') };
}

function expectLength(
  { counts, files }: EvidenceManifest,
  file: 'users' | 'resources' | 'accesses',
  got: number,
) {
  if (counts[file] !== got) {
    throw new Error(`Expected ${counts[file]} rows in ${files[file].name}, as its manifest says, got ${got}`);
  }
}

function readTenants(weights: Table, calibration: Table, numTenants: number): Omit<TenantState, 'sizes'>[] {
  const mixture = (): Mixture => ({
    common: new Float64Array(PARTS),
    byDegree: new Float64Array(BUCKETS * PARTS),
  });
  const mixtures = Array.from({ length: numTenants }, () => ({ ofResource: mixture(), ofUser: mixture() }));
  const [tenant, bucket] = [numbers(weights, 'tenant'), numbers(weights, 'bucket')];
  const of = weights.getChild('of')!;
  for (let part = 0; part < PARTS; part++) {
    const values = numbers(weights, `part${part}`);
    for (let row = 0; row < values.length; row++) {
      const { ofResource, ofUser } = mixtures[tenant[row]];
      const { common, byDegree } = of.get(row) === 'resource' ? ofResource : ofUser;
      if (bucket[row] < 0) common[part] = values[row];
      else byDegree[PARTS * bucket[row] + part] = values[row];
    }
  }
  // Rows stand in the order of tenants.
  const starts = startsOf(Int32Array.from(numbers(calibration, 'tenant')), numTenants);
  const columns = {
    pair: numbers(calibration, 'pair'),
    evidence: numbers(calibration, 'evidence'),
    likelihood: numbers(calibration, 'likelihood'),
  };
  const source = calibration.getChild('source')!;
  return mixtures.map((each, t) => {
    const own = (values: Float64Array) => values.slice(starts[t], starts[t + 1]);
    return {
      ...each,
      calibration: {
        source: source.get(starts[t]) === 'period' ? ('period' as const) : ('fit' as const),
        pair: own(columns.pair),
        evidence: own(columns.evidence),
        likelihood: own(columns.likelihood),
      },
    };
  });
}

/** A column without nulls as 64-bit floats, of any size. */
function numbers(table: Table, name: string): Float64Array {
  const column = table.getChild(name)!;
  const values = new Float64Array(column.length);
  let first = 0;
  for (const chunk of column.data) {
    values.set(chunk.values.subarray(0, chunk.length), first);
    first += chunk.length;
  }
  return values;
}
