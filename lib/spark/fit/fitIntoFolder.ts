import { hostSignal } from '../../base/signals/hostSignal.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { ResolvedParams } from '../../original/params.js';
import { toTable } from '../../tables/toTable.js';
import { expectServerPath } from '../client/expectServerPath.js';
import { parquetAt } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { connectThere } from './components.js';
import { alsIterations, fitAls, type RemoteAls } from './fitAls.js';
import { PREPARATION, prepare } from './prepare.js';
import { standardizations } from './standardizations.js';
import { tellSteps } from './steps.js';
import { Workbench } from './Workbench.js';

/** What a folder has beside `model`. */
const PARTS = ['params', 'users', 'resources'] as const;

/** Of the folder's form. */
export const MODEL_VERSION = 1;

/**
 * The same fit as `fitOnSpark`, whose model stays on the server: a folder of Parquet with `params`, which is written first, so that a
 * folder that can't be written to is found out before the factorisation; `users` and `resources` (tenant, name, id, component, vector); and,
 * written last, `model`: without it there is no model.
 *
 * @param modelPath a new folder
 * @throws as `fitOnSpark`; RangeError where the folder has a model already
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
  const bench = new Workbench(table.session, { signal, onProgress: steps.onProgress });
  const write = (part: 'model' | (typeof PARTS)[number], of: SparkTable) =>
    of.write.parquet(`${folder}/${part}`, bench.run);
  try {
    const { ratings, users, resources } = await prepare(bench, table, fit, steps);
    const about = await modelRow(bench, params, span);
    await write('params', about);
    steps.begin('factorizing', alsIterations(params));
    const als = await fitAls(bench, ratings, params);
    await checkFactors(bench, als, params);
    const standard = await standardTable(
      bench,
      await standardizations(bench, { ratings, als, users, resources }, params.rankParam),
    );
    steps.begin('connecting');
    const labels = await connectThere(bench, ratings, users, resources);
    steps.begin('writing the model');
    const side = (vector: string, names: SparkTable, factors: SparkTable, label: SparkTable) =>
      bench.query(
        `SELECT n.tenant, n.name, n.id, l.label AS component, ${vector} AS vector
        FROM names n JOIN factors f ON n.id = f.id JOIN labels l ON n.id = l.id JOIN standard s ON n.tenant = s.tenant`,
        { names, factors, labels: label, standard },
      );
    await write('users', side(USER_VECTOR, users.table, als.table('userFactors'), labels.users));
    await write('resources', side(RES_VECTOR, resources.table, als.table('itemFactors'), labels.resources));
    await write('model', about);
    steps.end();
  } finally {
    await bench.clear();
  }
}

/** Said before the work, not after it. */
async function expectNew(table: SparkTable, folder: string): Promise<void> {
  for (const part of ['model', ...PARTS]) {
    const isThere = await table
      .derive(async () => parquetAt(`${folder}/${part}`))
      .schema()
      .then(
        () => true,
        (error) => {
          if (/PATH_NOT_FOUND/.test(String(error))) return false;
          // Files of a fit that was ended: a folder, but nothing in it that is whole.
          if (/UNABLE_TO_INFER_SCHEMA/.test(String(error))) return true;
          throw error;
        },
      );
    if (!isThere) continue;
    throw new RangeError(
      part === 'model'
        ? `Expected modelPath to be a new folder, got ${folder}, where a model is already`
        : `Expected modelPath to be a new folder, got ${folder}, where ${part} are already, perhaps of a fit that was ended: remove them`,
    );
  }
}

/** See standardize.ts. */
const USER_VECTOR =
  'concat(transform(f.features, x -> -CAST(x AS DOUBLE) / s.deviation), array(s.mean / s.deviation, -1 / s.deviation))';
const RES_VECTOR = 'concat(transform(f.features, x -> CAST(x AS DOUBLE)), array(1D, 0D))';

async function checkFactors(bench: Workbench, als: RemoteAls, { regParam }: ResolvedParams): Promise<void> {
  for (const factors of ['userFactors', 'itemFactors'] as const) {
    const [{ n }] = await bench.rows(
      bench.query(
        `SELECT count(*) AS n FROM factors WHERE exists(features, x -> isnan(x) OR abs(x) = CAST('Infinity' AS FLOAT))`,
        { factors: als.table(factors) },
      ),
    );
    if (Number(n) === 0) continue;
    throw new RangeError(
      `Expected accesses that give finite factors of 32 bits, got others for ${n} ${factors === 'userFactors' ? 'users' : 'resources'} ` +
        `(regParam is ${regParam}: fit with more of it, or with scaled likelihoods)`,
    );
  }
}

function standardTable(
  bench: Workbench,
  perTenant: Awaited<ReturnType<typeof standardizations>>,
): Promise<SparkTable> {
  return bench.upload(toTable(Array.from(perTenant, ([tenant, standard]) => ({ tenant, ...standard }))));
}

/** One row: what scoring has to know beside the vectors. */
async function modelRow(
  bench: Workbench,
  params: ResolvedParams,
  span: RemoteFit['span'],
): Promise<SparkTable> {
  const { tenantCol, userCol, resCol, outputCol, rankParam, maxIter } = params;
  const values = { tenantCol, userCol, resCol, outputCol, rankParam, maxIter, version: MODEL_VERSION };
  const times = { first: span?.first ?? null, last: span?.last ?? null };
  const names = Object.keys(values).map((name) => `:${name} AS ${name}`);
  const casts = Object.keys(times).map((name) => `CAST(:${name} AS TIMESTAMP) AS ${name}`);
  return bench.query(`SELECT ${[...names, ...casts].join(', ')}`, {}, { ...values, ...times });
}
