import { figure, gigabytes, type Room, roomOfProcess } from '../../original/fit/checkMemory.js';
import type { ResolvedParams } from '../../original/params.js';
import { SparkError } from '../client/errors.js';
import type { NumberedNames } from './entitiesOn.js';
import type { Workbench } from './Workbench.js';

/**
 * Refuses what Spark can't fit by.
 *
 * @throws RangeError naming the parameter, with the remedy
 */
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
 * Refuses a server that would fail late, or be stopped for everybody: without a folder for checkpoints that the server and all of
 * its workers can write to.
 *
 * @param purpose why, for the error
 * @throws RangeError or SparkError naming the setting, with the remedy
 */
export async function checkServer(bench: Workbench, purpose: string): Promise<void> {
  const { session } = bench;
  const { address } = session.connection;
  const settings = await session.settings(['spark.checkpoint.dir']);
  const folder = settings['spark.checkpoint.dir'];
  if (!folder) {
    throw new RangeError(
      `Expected spark.checkpoint.dir to be set on ${address}, got none, ${purpose}: start the server with ` +
        '--conf spark.checkpoint.dir=<a folder that all of its workers reach>',
    );
  }
  try {
    // Parts for several workers, if there are.
    await bench.keep(bench.query('SELECT id FROM range(0, 8, 1, 8)', {}));
  } catch (error) {
    if (!(error instanceof SparkError) || !/checkpoint|permission|denied|mkdirs|write/i.test(error.message)) {
      throw error;
    }
    throw new SparkError(
      `Expected ${address} and all of its workers to write to ${folder} (its spark.checkpoint.dir), got: ${error.message}`,
      { cause: error },
    );
  }
}

/** Names on average, in bytes, as text and in their index. */
const NAME_BYTES = 150;
/** What V8's maps hold. */
const MOST_OF_A_TENANT = 2 ** 24;

/** Bytes that a model of so many users and resources takes here while it is put together: factors, vectors, names. */
export function modelBytes(numNames: number, rank: number): number {
  return numNames * (4 * rank + 8 * (rank + 2) + 2 * NAME_BYTES);
}

/**
 * Refuses a model that wouldn't fit here before the work for it is done.
 *
 * @throws RangeError with the figures, and how to go on
 */
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
