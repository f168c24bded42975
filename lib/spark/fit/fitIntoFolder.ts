import { hostSignal } from '../../base/signals/hostSignal.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { ResolvedParams } from '../../original/params.js';
import { toTable } from '../../tables/toTable.js';
import { expectServerPath } from '../client/expectServerPath.js';
import { RemoteJob } from '../client/RemoteJob.js';
import { parquetAt } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { labelComponents } from './components.js';
import { alsIterations, type Factors, fitAls, type RemoteAls } from './fitAls.js';
import { PREPARATION, prepare } from './prepare.js';
import { standardizations } from './standardizations.js';
import { tellSteps } from './steps.js';

/** The parts of a folder beside `model`. */
const PARTS = ['params', 'users', 'resources'] as const;

/** The version of the folder's format. */
export const MODEL_VERSION = 1;

/**
 * The same fit as `fitOnSpark`, whose model stays on the server as a folder of Parquet:
 * - `params` is written first, so that a folder that can't be written to is noticed before the factorisation;
 * - `users` and `resources` have tenant, name, id, component, vector;
 * - `model` is written last: without it there is no model.
 *
 * @param modelPath a new folder
 */
export async function fitIntoFolder(table: SparkTable, fit: RemoteFit, modelPath: string): Promise<void> {
  const { params, span, signal = hostSignal(), onIteration } = fit;
  if (params.separateTenants) {
    throw new RangeError(
      'Expected separateTenants to be false with modelPath, got true: fit the tenants one by one, or let the model come here',
    );
  }
  const folder = expectServerPath('modelPath', modelPath).replace(/\/$/, '');
  await expectNew(table, folder);
  const steps = tellSteps([...PREPARATION, 'factorizing', 'connecting', 'writing the model'], onIteration);
  const job = new RemoteJob(table.session, { signal, onProgress: steps.onProgress });
  const write = (part: 'model' | (typeof PARTS)[number], of: SparkTable) =>
    of.write.parquet(`${folder}/${part}`, job.run);
  try {
    const numbered = await prepare(job, table, fit, steps);
    const about = modelRow(job, params, span);
    await write('params', about);
    steps.begin('factorizing', alsIterations(params));
    const als = await fitAls(job, numbered.ratings, params);
    await checkFactors(job, als, params);
    const perTenant = await standardizations(job, numbered, als);
    const standard = await job.upload(
      toTable(Array.from(perTenant, ([tenant, values]) => ({ tenant, ...values }))),
    );
    steps.begin('connecting');
    const components = await labelComponents(job, numbered);
    steps.begin('writing the model');
    const writeSide = (part: 'users' | 'resources', factors: Factors, vector: string) => {
      const tables = { names: numbered[part].table, factors: als.table(factors), labels: components[part] };
      const query = `SELECT n.tenant, n.name, n.id, l.label AS component, ${vector} AS vector
        FROM names n JOIN factors f ON n.id = f.id JOIN labels l ON n.id = l.id JOIN standard s ON n.tenant = s.tenant`;
      return write(part, job.query(query, { ...tables, standard }));
    };
    await writeSide('users', 'userFactors', USER_VECTOR);
    await writeSide('resources', 'itemFactors', RES_VECTOR);
    await write('model', about);
    steps.end();
  } finally {
    await job.clear();
  }
}

/** Refuses a folder with a model before the work for another is done. */
async function expectNew(table: SparkTable, folder: string): Promise<void> {
  for (const part of ['model', ...PARTS]) {
    const there = table.derive(async () => parquetAt(`${folder}/${part}`));
    const isThere = await there.schema().then(
      () => true,
      (error) => {
        if (/PATH_NOT_FOUND/.test(String(error))) return false;
        // A folder without a complete file, left by a fit that was stopped.
        if (/UNABLE_TO_INFER_SCHEMA/.test(String(error))) return true;
        throw error;
      },
    );
    if (!isThere) continue;
    const what =
      part === 'model'
        ? 'a model is already'
        : `${part} are already, perhaps of a fit that was ended: remove them`;
    throw new RangeError(`Expected modelPath to be a new folder, got ${folder}, where ${what}`);
  }
}

/** See standardize.ts. */
const USER_VECTOR =
  'concat(transform(f.features, x -> -CAST(x AS DOUBLE) / s.deviation), array(s.mean / s.deviation, -1 / s.deviation))';
const RES_VECTOR = 'concat(transform(f.features, x -> CAST(x AS DOUBLE)), array(1D, 0D))';

async function checkFactors(job: RemoteJob, als: RemoteAls, { regParam }: ResolvedParams): Promise<void> {
  for (const factors of ['userFactors', 'itemFactors'] as const) {
    const { n } = await job.row(
      `SELECT count(*) AS n FROM factors WHERE exists(features, x -> isnan(x) OR abs(x) = CAST('Infinity' AS FLOAT))`,
      { factors: als.table(factors) },
    );
    if (Number(n) === 0) continue;
    throw new RangeError(
      `Expected accesses that give finite factors of 32 bits, got others for ${n} ${factors === 'userFactors' ? 'users' : 'resources'} ` +
        `(regParam is ${regParam}: fit with more of it, or with scaled likelihoods)`,
    );
  }
}

/** One row: what scoring needs beside the vectors. */
function modelRow(job: RemoteJob, params: ResolvedParams, span: RemoteFit['span']): SparkTable {
  const { tenantCol, userCol, resCol, outputCol, rankParam, maxIter } = params;
  const values = { tenantCol, userCol, resCol, outputCol, rankParam, maxIter, version: MODEL_VERSION };
  const times = { first: span?.first ?? null, last: span?.last ?? null };
  const names = Object.keys(values).map((name) => `:${name} AS ${name}`);
  const casts = Object.keys(times).map((name) => `CAST(:${name} AS TIMESTAMP) AS ${name}`);
  return job.query(`SELECT ${[...names, ...casts].join(', ')}`, {}, { ...values, ...times });
}
