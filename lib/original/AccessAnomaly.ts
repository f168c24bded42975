import { availableParallelism } from 'node:os';
import type { Data, Table } from 'apache-arrow';
import { accessesOf } from '../accesses/Accesses.js';
import { likelihoodColOf } from '../accesses/columns.js';
import { type AccessList, listAccesses } from '../accesses/listAccesses.js';
import { startWorkers } from '../als/engine/startWorkers.js';
import type { AlsProgress } from '../als/types.js';
import { checkNames } from '../base/checks/checkNames.js';
import { expectText } from '../base/checks/expect.js';
import { checkSpan, type Span } from '../base/checks/span.js';
import { AccessAnomalyModel, stateOf } from './AccessAnomalyModel.js';
import { assembleModel } from './fit/assembleModel.js';
import { checkMemory } from './fit/checkMemory.js';
import { type ComplementSampler, uniformComplement } from './fit/complementSet.js';
import type { FitSize } from './fit/fitMemory.js';
import { givenStart, type InitialUserFactors } from './fit/initialUserFactors.js';
import { shortageOf } from './fit/shortageOf.js';
import { toRatings } from './fit/toRatings.js';
import { type TrainingSet, trainTenants } from './fit/trainTenants.js';
import { warmStart } from './fit/warmStart.js';
import type { ModelState } from './model/ModelState.js';
import {
  FIT,
  FIT_INTO,
  isRemote,
  type RemoteModel,
  type RemoteProgress,
  type RemoteTable,
} from './model/RemoteTable.js';
import { type AccessAnomalyParams, type ResolvedParams, resolveParams } from './params.js';

export interface FitOptions {
  /** Start from these factors; users that aren't listed start at random. */
  initialUserFactors?: Iterable<InitialUserFactors>;
  /** Start from an earlier model of the same rank; users that are new to it start from their accesses. */
  warmStart?: AccessAnomalyModel;
  /** The time of the accesses, kept with the model (`readAccess` reports it). Null: not known. */
  span?: Span | null;
  /** Called after each iteration; with separate tenants, iterations are counted on from tenant to tenant. */
  onIteration?: (progress: AlsProgress) => void;
  /** Aborting it rejects the fit with the signal's reason. Default: interrupting the notebook's kernel. */
  signal?: AbortSignal;
  /** Draws the complement set of the explicit form. Default: uniformly. */
  sampleComplement?: ComplementSampler;
}

const FIT_OPTIONS = ['initialUserFactors', 'warmStart', 'span', 'onIteration', 'signal', 'sampleComplement'];
/** Options that a fit of a table on Spark doesn't have. */
const OPTIONS_HERE = ['initialUserFactors', 'warmStart', 'sampleComplement'];

/** The options of a fit of a table on Spark. */
export interface RemoteFitOptions {
  /** The time of the accesses, kept with the model. Null: not known. */
  span?: Span | null;
  /** Called several times a second with Spark's progress. */
  onIteration?: (progress: RemoteProgress) => void;
  /** Aborting it stops Spark and rejects the fit with its reason. Default: an interrupt of the notebook. */
  signal?: AbortSignal;
  /**
   * A new folder on the server for the model, as Parquet: names and vectors stay there. Default: the model
   * comes here.
   */
  modelPath?: string;
}

/**
 * Learns who normally accesses what, by collaborative filtering: the TypeScript counterpart of SynapseML's
 * `AccessAnomaly`, on one machine.
 *
 * @example
 * const model = await new AccessAnomaly({ tenantCol: 'tenant', maxIter: 25 }).fit(training);
 * const scored = model.transform(today);
 */
export class AccessAnomaly {
  readonly params: Readonly<ResolvedParams>;
  readonly #likelihoodIsOptional: boolean;

  /** @throws RangeError or TypeError naming the parameters that break a constraint, with their values */
  constructor(params: AccessAnomalyParams = {}) {
    this.params = Object.freeze(resolveParams(params));
    this.#likelihoodIsOptional = params.likelihoodCol === undefined;
  }

  /**
   * Fits a model to a table of accesses. Several rows of one access are added up; their order doesn't matter.
   *
   * A table on Spark (`connectSpark`) is fitted there, by Spark's own ALS, for implicit feedback and without
   * a history; with `modelPath` its model stays there.
   *
   * @param table columns tenant, user, resource (names: text, numbers or booleans) and likelihood (numeric),
   *   as named by the parameters
   * @throws RangeError or TypeError naming the option, or the column and the row, that can't be used;
   *   RangeError if the fit needs more memory than is free, with how much it needs and what to do instead
   */
  async fit(table: Table, options?: FitOptions): Promise<AccessAnomalyModel>;
  async fit<Remote extends RemoteTable>(
    table: Remote,
    options: RemoteFitOptions & { modelPath: string },
  ): Promise<RemoteModel<Remote>>;
  async fit(table: RemoteTable, options?: RemoteFitOptions): Promise<AccessAnomalyModel>;
  async fit(
    table: Table | RemoteTable,
    options: FitOptions | RemoteFitOptions = {},
  ): Promise<AccessAnomalyModel | RemoteModel<RemoteTable>> {
    return isRemote(table)
      ? this.#fitRemote(table, options as RemoteFitOptions)
      : this.#fitHere(table, options as FitOptions);
  }

  async #fitHere(table: Table, options: FitOptions): Promise<AccessAnomalyModel> {
    if ('modelPath' in options) {
      const remedy = 'save the model by model.save(folder)';
      throw new RangeError(`Expected no modelPath for a table here, got one: ${remedy}`);
    }
    checkNames('fit options', options, FIT_OPTIONS);
    if (options.initialUserFactors && options.warmStart) {
      throw new RangeError('Expected one of initialUserFactors and warmStart, got both');
    }
    const span = options.span == null ? null : checkSpan(options.span);
    const likelihoodCol = likelihoodColOf(table, this.params.likelihoodCol, this.#likelihoodIsOptional);
    const params = { ...this.params, likelihoodCol };
    const size = sizeOf(table, params);
    checkMemory(size);
    try {
      return new AccessAnomalyModel(await this.#train(table, params, span, options));
    } catch (error) {
      throw shortageOf(error, size);
    }
  }

  async #train(
    table: Table,
    params: ResolvedParams,
    span: Span | null,
    options: FitOptions,
  ): Promise<ModelState> {
    const { threads, maxIter, rankParam: rank, separateTenants } = params;
    if (!separateTenants) startWorkers({ threads: threads ?? undefined, maxIter, rank }, table.numRows);
    const accesses = listAccesses(accessesOf(table, params), params.likelihoodCol);
    const history = params.historyAccessDf && readHistory(params.historyAccessDf, params);
    const enriched = toRatings(accesses, params, options.sampleComplement ?? uniformComplement);
    const factors = await trainTenants(enriched, params, {
      initialUserFactors: await startOf(options, enriched, params),
      onIteration: options.onIteration,
      signal: options.signal,
    });
    return assembleModel(accesses, enriched, factors, history, params, span);
  }

  async #fitRemote(
    table: RemoteTable,
    options: RemoteFitOptions,
  ): Promise<AccessAnomalyModel | RemoteModel<RemoteTable>> {
    for (const name of OPTIONS_HERE) {
      if ((options as Record<string, unknown>)[name] !== undefined) {
        throw new RangeError(`Expected no ${name} for a table on Spark, whose ALS has none, got one`);
      }
    }
    checkNames('fit options', options, ['span', 'onIteration', 'signal', 'modelPath', ...OPTIONS_HERE]);
    const { signal, onIteration, modelPath } = options;
    const span = options.span == null ? null : checkSpan(options.span);
    const likelihoodIsOptional = this.#likelihoodIsOptional;
    const fit = { params: this.params, likelihoodIsOptional, span, onIteration, signal };
    if (modelPath === undefined) return new AccessAnomalyModel(await table[FIT](fit));
    expectText('modelPath', modelPath);
    return table[FIT_INTO](fit, modelPath);
  }
}

/**
 * The size of a fit as far as it is known before its table is read: only names in dictionaries are counted.
 */
function sizeOf(table: Table, params: ResolvedParams): FitSize {
  const { tenantCol, userCol, resCol, rankParam: rank, threads, applyImplicitCf } = params;
  const [tenant, user, res] = [tenantCol, userCol, resCol].map((name) => table.getChild(name)?.data[0]);
  const isCoded = (data: Data | undefined) => data?.dictionary && data.values instanceof Int32Array;
  return {
    rows: table.numRows,
    users: user?.dictionary?.length ?? 0,
    resources: res?.dictionary?.length ?? 0,
    rank,
    threads: threads ?? availableParallelism(),
    textColumns: [tenant, user, res].filter((data) => !isCoded(data)).length,
    drawn: applyImplicitCf ? 0 : table.numRows * (params.complementsetFactor ?? 0),
  };
}

/** The factors that a fit starts from; undefined to start at random. */
function startOf(
  { initialUserFactors, warmStart: earlier, signal }: FitOptions,
  enriched: TrainingSet,
  params: ResolvedParams,
): Float32Array | undefined | Promise<Float32Array> {
  if (initialUserFactors) return givenStart(initialUserFactors, enriched, params);
  return earlier && warmStart(stateOf(earlier, 'warmStart'), enriched, params, signal);
}

/** The history's accesses; an error says that it is about the history. */
function readHistory(table: Table, params: ResolvedParams): AccessList {
  try {
    return listAccesses(accessesOf(table, params), null);
  } catch (error) {
    if (error instanceof Error) error.message = `historyAccessDf: ${error.message}`;
    throw error;
  }
}
