import { allOrNone } from '../../base/signals/allOrNone.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { modelFrom } from '../../original/fit/modelFrom.js';
import type { ModelState } from '../../original/model/ModelState.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import { RemoteJob } from '../client/RemoteJob.js';
import type { SparkTable } from '../client/SparkTable.js';
import { readComponents } from './components.js';
import { factorize } from './factorize.js';
import { alsIterations } from './fitAls.js';
import { readEntities } from './numberEntities.js';
import { checkFitsHere } from './preflight.js';
import { PREPARATION, prepare } from './prepare.js';
import { tellSteps } from './steps.js';

/**
 * Fits AccessAnomaly where the accesses are: Spark adds them up, numbers the names, scales the likelihoods,
 * factorises (with its own ALS), finds the connected components, and measures the predictions. Names and
 * factors come into this process, and so do the accesses of small separate tenants, which are trained here.
 */
export async function fitOnSpark(table: SparkTable, fit: RemoteFit): Promise<ModelState> {
  // Read it once: after an interruption the kernel has a new signal.
  const { params, span, signal = hostSignal(), onIteration } = fit;
  const steps = tellSteps([...PREPARATION, 'factorizing'], onIteration);
  const job = new RemoteJob(table.session, { signal, onProgress: steps.onProgress });
  try {
    const { ratings, ranges, sizes, ...names } = await prepare(job, table, fit, steps);
    checkFitsHere(names, params.rankParam);
    const users = await readEntities(job, names.users);
    const resources = await readEntities(job, names.resources);
    const numbered = { ratings, users, resources };
    steps.begin('factorizing', params.separateTenants ? undefined : alsIterations(params));
    // Run both at the same time: the tasks of ALS are so short that workers mostly wait.
    const [factors, components] = await allOrNone(
      [
        (either) => factorize(job.part({ ...job.run, signal: either }), numbered, sizes, params),
        (either) => readComponents(job.part({ signal: either }), numbered),
      ] as const,
      signal,
    );
    const { entities: userNames } = users;
    const { entities: resNames } = resources;
    const model = modelFrom(
      {
        users: userNames,
        resources: resNames,
        userFactors: factors.userFactors,
        resFactors: factors.resFactors,
        iterations: params.maxIter,
        standard: userNames.tenants.map((tenant) => factors.perTenant.get(tenant)!),
        likelihoods: ranges,
        span,
      },
      { userNames, resNames, components, history: null },
      params,
    );
    steps.end();
    return model;
  } finally {
    await job.clear();
  }
}
