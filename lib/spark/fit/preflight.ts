import { visibleText } from '../../base/text/visibleText.js';
import { figure, gigabytes, type Room, roomOfProcess } from '../../original/fit/checkMemory.js';
import type { ResolvedParams } from '../../original/params.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import { SparkError } from '../client/SparkError.js';
import type { NumberedNames } from './numberEntities.js';

/** Refuses parameters that Spark can't fit with. */
export function checkParams(params: ResolvedParams): void {
  if (!params.applyImplicitCf) {
    throw new RangeError(
      'Expected applyImplicitCf to be true for a table on Spark, got false: fit explicit feedback here, on an Arrow table',
    );
  }
  if (params.historyAccessDf !== null) {
    throw new RangeError(
      'Expected no historyAccessDf for a table on Spark, got one: fit here, on an Arrow table',
    );
  }
  if (params.tol > 0) {
    throw new RangeError(`Expected tol to be 0 for a table on Spark, whose ALS has none, got ${params.tol}`);
  }
}

/**
 * Refuses a server without a folder for checkpoints that it and all of its workers can write to: a fit would
 * fail late, or stop Spark for everybody.
 *
 * @param purpose what the folder is for, for the error
 */
export async function checkServer(job: RemoteJob, purpose: string): Promise<void> {
  const { session } = job;
  const { address } = session.connection;
  const { 'spark.checkpoint.dir': folder } = await session.settings(['spark.checkpoint.dir']);
  if (!folder) {
    throw new RangeError(
      `Expected spark.checkpoint.dir to be set on ${address}, got none, ${purpose}: start the server with ` +
        '--conf spark.checkpoint.dir=<a folder that all of its workers reach>',
    );
  }
  try {
    // Enough parts to use all workers.
    await job.keep(job.query('SELECT id FROM range(0, 8, 1, 8)', {}));
  } catch (error) {
    if (!(error instanceof SparkError) || !/checkpoint|permission|denied|mkdirs|write/i.test(error.message)) {
      throw error;
    }
    throw new SparkError(
      `Expected ${address} and all of its workers to write to ${visibleText(folder)} (its spark.checkpoint.dir), got: ${error.message}`,
      { cause: error },
    );
  }
}

/** Average size of a name, as text and in its index. */
const NAME_BYTES = 150;
/** V8's maps hold no more entries. */
const MOST_OF_A_TENANT = 2 ** 24;

/** Bytes that a model needs in this process while it is made: factors, vectors, names. */
export function modelBytes(numNames: number, rank: number): number {
  return numNames * (4 * rank + 8 * (rank + 2) + 2 * NAME_BYTES);
}

/** Refuses a model that doesn't fit into this process, before the work for it is done. */
export function checkFitsHere(
  { users, resources }: Record<'users' | 'resources', Pick<NumberedNames, 'count' | 'largest'>>,
  rank: number,
  { free, heap }: Room = roomOfProcess(),
): void {
  const remedy = `keep it on Spark by fit(table, { modelPath: '<a new folder there>' })`;
  const largest = Math.max(users.largest, resources.largest);
  if (largest > MOST_OF_A_TENANT) {
    throw new RangeError(
      `Expected at most ${figure(MOST_OF_A_TENANT)} users or resources of a tenant for a model here, got ${figure(largest)}: ${remedy}`,
    );
  }
  const numNames = users.count + resources.count;
  const bytes = modelBytes(numNames, rank);
  const inHeap = 2 * NAME_BYTES * numNames;
  const [needed, available] = bytes > free ? [bytes, free] : [inHeap, heap];
  if (needed <= available) return;
  throw new RangeError(
    `Expected a model of at most ${gigabytes(available)}, which this ${bytes > free ? 'machine' : 'process'} has free, ` +
      `got ${figure(numNames)} users and resources of rank ${rank}, which take ${gigabytes(needed)}: ${remedy}`,
  );
}
