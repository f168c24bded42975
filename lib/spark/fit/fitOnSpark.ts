import { allOrNone } from '../../base/signals/allOrNone.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { modelFrom } from '../../original/fit/modelFrom.js';
import type { ModelState } from '../../original/model/ModelState.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { SparkTable } from '../client/SparkTable.js';
import { connectHere } from './components.js';
import { readEntities } from './entitiesOn.js';
import { factorize } from './factorize.js';
import { alsIterations } from './fitAls.js';
import { checkFitsHere } from './preflight.js';
import { PREPARATION, prepare } from './prepare.js';
import { tellSteps } from './steps.js';
import { Workbench } from './Workbench.js';

/**
 * Fits AccessAnomaly where the accesses are: Spark adds them up, numbers the names, scales the likelihoods, factorises (its own
 * ALS), finds what is connected, and measures the predictions. Names and factors come back, and no accesses but those of small
 * separate tenants, which are trained here.
 *
 * @throws RangeError or TypeError as `prepare`, or where the model wouldn't fit here; SparkError
 */
export async function fitOnSpark(table: SparkTable, fit: RemoteFit): Promise<ModelState> {
  // Once: a kernel that was interrupted has another signal from then on.
  const { params, span, signal = hostSignal(), onIteration } = fit;
  const steps = tellSteps([...PREPARATION, 'factorizing'], onIteration);
  const bench = new Workbench(table.session, { signal, onProgress: steps.onProgress });
  try {
    const { ratings, ranges, sizes, ...numbered } = await prepare(bench, table, fit, steps);
    checkFitsHere(numbered, params.rankParam);
    const [users, resources] = [
      await readEntities(bench, numbered.users),
      await readEntities(bench, numbered.resources),
    ];
    steps.begin('factorizing', params.separateTenants ? undefined : alsIterations(params));
    // Side by side: the tasks of ALS are so short that workers wait for them most of the time.
    const [factors, components] = await allOrNone(
      [
        (until) =>
          factorize(
            bench.beside({ ...bench.run, signal: until }),
            { ratings, users, resources, sizes },
            params,
          ),
        (until) => connectHere(bench.beside({ signal: until }), ratings, users, resources),
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
    await bench.clear();
  }
}
