import { join } from 'node:path';
import { EntityColumn, entitiesOf } from '../../accesses/EntityColumn.js';
import type { Entities } from '../../accesses/entities.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { describe } from '../../base/text/describe.js';
import { visibleText } from '../../base/text/visibleText.js';
import { loadFolder } from '../../saving/loadFolder.js';
import { readSaved } from '../../saving/readSaved.js';
import { savedIds, savedNumbers } from '../../saving/savedNumbers.js';
import { readSavedTable } from '../../saving/savedTable.js';
import { readNames } from '../../tables/readColumns.js';
import { type Counts, countsOf } from '../counts/counts.js';
import { resDirection, userDirection } from '../counts/similarity.js';
import { BUCKETS } from '../mixture/mixture.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { EvidenceState, TenantState } from '../score/EvidenceState.js';
import type { Calibration } from '../score/pValues.js';
import { sizesOf } from '../score/tenantSizes.js';
import type { Waiting } from '../Waiting.js';
import { checkAccesses } from './checkAccesses.js';
import { loadContexts, loadContextWeights, loadRecords, timeState } from './loadTime.js';
import {
  EVIDENCE_FORMAT,
  type EvidenceFile,
  type EvidenceManifest,
  type ForwardFile,
  type WaitingFile,
  WITHOUT_DAYS,
} from './manifest.js';
import { MIXTURE_ROWS, PART_COLUMNS, savedMixtures } from './mixtureRows.js';

/**
 * Loads a model from a folder that `saveEvidence` wrote.
 *
 * @throws Error if there is no model, or it is damaged, foreign or of a newer version; names the file
 */
export function loadEvidence(directory: string): Promise<SavedEvidence> {
  return loadFolder(directory, EVIDENCE_FORMAT, readEvidence);
}

/** A model, and the accesses and incidents that it keeps. */
interface SavedEvidence {
  state: EvidenceState;
  waiting: Waiting;
}

async function readEvidence(directory: string, manifest: EvidenceManifest): Promise<SavedEvidence> {
  const state = await readState(directory, manifest);
  const kept = async (name: WaitingFile) => {
    const [file, saved] = [manifest.files[name], manifest.waiting?.[name]];
    return file && saved ? readSavedTable(join(directory, file.name), saved) : null;
  };
  return { state, waiting: { heldBack: await kept('heldBack'), incidents: await kept('incidents') } };
}

async function readState(
  directory: string,
  { params, span, counts: rows, files }: EvidenceManifest,
): Promise<EvidenceState> {
  const pathOf = (file: EvidenceFile | ForwardFile) => join(directory, files[file]!.name);
  const users = await loadEntities(pathOf('users'), rows.users, rows.tenants);
  const resources = await loadEntities(pathOf('resources'), rows.resources, rows.tenants);
  const { tenants } = users.entities;
  if (resources.entities.tenants.some((tenant, t) => tenant !== tenants[t])) {
    const [one, other] = [pathOf('users'), pathOf('resources')].map((path) => visibleText(path));
    throw new Error(`Expected the tenants of ${one} in ${other}, got others`);
  }
  const counts = await loadCounts(pathOf('accesses'), rows.accesses, users.entities, resources.entities);
  const directions = { users: userDirection(counts), resources: resDirection(counts) };
  directions.users.spread.set(users.spread);
  directions.resources.spread.set(resources.spread);
  const mixtures = await loadMixtures(pathOf('weights'), tenants.length);
  const resolved: ResolvedEvidenceParams = { ...WITHOUT_DAYS, ...params, threads: null };
  const time = files.records ? await loadTime(pathOf, rows, resolved, counts) : null;
  const calibrations = await loadCalibrations(pathOf('calibration'), tenants.length);
  return {
    params: resolved,
    counts,
    directions,
    tenants: mixtures.map((mixture, t) => ({
      ...mixture,
      calibration: calibrations[t],
      sizes: sizesOf(counts, t),
      contexts: time?.weights[t] ?? [],
    })),
    span: span && { first: new Date(span.first), last: new Date(span.last) },
    time: time?.state ?? null,
  };
}

async function loadTime(
  pathOf: (file: ForwardFile) => string,
  rows: EvidenceManifest['counts'],
  params: ResolvedEvidenceParams,
  counts: Counts,
) {
  const { tenants } = counts.users;
  const contexts = await loadContexts(pathOf('values'), rows.values!, params, tenants);
  const records = await loadRecords(pathOf('records'), rows.records!, contexts, counts);
  const weights = await loadContextWeights(pathOf('contexts'), tenants.length, contexts.length);
  return { weights, state: timeState(counts, contexts, records) };
}

/** Names are in the order of their ids, which a save keeps. */
function loadEntities(path: string, rows: number, numTenants: number) {
  const columns = { tenant: 'VARCHAR', name: 'VARCHAR', spread: 'DOUBLE' };
  return readSaved(path, { columns, rows }, (table) => {
    const column = new EntityColumn(readNames(table, 'tenant'), readNames(table, 'name'));
    const entities = entitiesOf(column);
    if (entities.tenants.length !== numTenants) {
      const got = entities.tenants.length;
      throw new Error(
        `Expected ${numTenants} tenants in ${visibleText(path)}, as its manifest says, got ${got}`,
      );
    }
    const astray = column.idsOfRows(entities).findIndex((id, row) => id !== row);
    if (astray >= 0) {
      throw new Error(`Expected distinct names in their order, got another in row ${astray}`);
    }
    return { entities, spread: savedNumbers(table, 'spread', 0) };
  });
}

function loadCounts(path: string, rows: number, users: Entities, resources: Entities): Promise<Counts> {
  const columns = { user: 'INTEGER', res: 'INTEGER', likelihood: 'DOUBLE' };
  return readSaved(path, { columns, rows }, (table) => {
    const accesses = {
      users,
      resources,
      user: savedIds(table, 'user', users.size),
      res: savedIds(table, 'res', resources.size),
      likelihood: savedNumbers(table, 'likelihood', Number.MIN_VALUE),
    };
    checkAccesses(accesses);
    return countsOf(accesses);
  });
}

/** The weights of each tenant's parts: a row for each mixture, in the order that a save gives them. */
function loadMixtures(
  path: string,
  numTenants: number,
): Promise<Pick<TenantState, 'ofResource' | 'ofUser'>[]> {
  const weightColumns = Object.fromEntries(PART_COLUMNS.map((part) => [part, 'DOUBLE']));
  const columns = { tenant: 'INTEGER', of: 'VARCHAR', bucket: 'INTEGER', ...weightColumns };
  return readSaved(path, { columns, rows: numTenants * 2 * MIXTURE_ROWS }, (table) => {
    const [tenant, bucket] = [savedIds(table, 'tenant', numTenants), savedIds(table, 'bucket', BUCKETS, -1)];
    const of = table.getChild('of')!;
    const mixtureAt = savedMixtures(table);
    for (let row = 0; row < table.numRows; row++) {
      const isOfResource = Math.floor(row / MIXTURE_ROWS) % 2 === 0;
      if (
        tenant[row] !== Math.floor(row / (2 * MIXTURE_ROWS)) ||
        of.get(row) !== (isOfResource ? 'resource' : 'user') ||
        bucket[row] !== (row % MIXTURE_ROWS) - 1
      ) {
        throw new Error(`Expected the mixtures in their order, got another in row ${row}`);
      }
    }
    return Array.from({ length: numTenants }, (_, t) => ({
      ofResource: mixtureAt(2 * t * MIXTURE_ROWS),
      ofUser: mixtureAt((2 * t + 1) * MIXTURE_ROWS),
    }));
  });
}

/** Rows are in the order of tenants. */
function loadCalibrations(path: string, numTenants: number): Promise<Calibration[]> {
  const numeric = { pair: 'DOUBLE', evidence: 'DOUBLE', likelihood: 'DOUBLE' };
  const columns = { tenant: 'INTEGER', source: 'VARCHAR', ...numeric };
  return readSaved(path, { columns, rows: null }, (table) => {
    const tenant = savedIds(table, 'tenant', numTenants);
    const source = readNames(table, 'source');
    for (let row = 0; row < tenant.length; row++) {
      const name = source.values[source.codes[row]];
      const isNext = row === 0 || tenant[row] > tenant[row - 1];
      const isSame =
        row > 0 && tenant[row] === tenant[row - 1] && source.codes[row] === source.codes[row - 1];
      if (!['fit', 'forward', 'period'].includes(name) || !(isNext || isSame)) {
        throw new Error(
          `Expected tenants in their order, each of one source, fit, forward or period, got ${describe(name)} of tenant ${tenant[row]} in row ${row}`,
        );
      }
    }
    const starts = startsOf(tenant, numTenants);
    const numbers = {
      pair: savedNumbers(table, 'pair'),
      evidence: savedNumbers(table, 'evidence'),
      likelihood: savedNumbers(table, 'likelihood', 0),
    };
    return Array.from({ length: numTenants }, (_, t): Calibration => {
      const [start, end] = [starts[t], starts[t + 1]];
      const name = end > start ? source.values[source.codes[start]] : 'fit';
      return {
        source: name as Calibration['source'],
        pair: numbers.pair.slice(start, end),
        evidence: numbers.evidence.slice(start, end),
        likelihood: numbers.likelihood.slice(start, end),
      };
    });
  });
}
