import { checkNames } from '../checks/checkNames.js';
import { hostSignal } from '../signals/hostSignal.js';
import { readConnection } from './client/connectionString.js';
import { SparkError } from './client/errors.js';
import { ANSWER_MS, Session } from './client/Session.js';
import { Spark } from './Spark.js';

/** A server older than this has no machine learning for clients. */
const OLDEST = 4;

/** A first query may take 10 s on a server that has only just started. */
const ALIVE_MS = 30_000;

/** See `connectSpark`. */
export async function openSpark(url: string | undefined, options: { signal?: AbortSignal }): Promise<Spark> {
  checkNames('connectSpark options', options, ['signal']);
  const signal = options.signal ?? hostSignal();
  signal?.throwIfAborted();
  const session = new Session(readConnection(url));
  try {
    const { result } = await session.analyze({ case: 'sparkVersion', value: {} }, 'to connect', {
      signal,
      milliseconds: ANSWER_MS,
    });
    const version = result.case === 'sparkVersion' ? result.value.version : '';
    if (!(Number.parseInt(version, 10) >= OLDEST)) {
      throw new RangeError(
        `Expected Spark ${OLDEST}.0 or later at ${session.connection.address}, got ${version}`,
      );
    }
    const spark = new Spark(session, version);
    await expectAlive(spark, session.connection.address, signal);
    return spark;
  } catch (error) {
    // Nobody has to wait for a server that may not answer to this either.
    void session.close();
    throw error;
  }
}

/** A server answers even where its Spark has died, or has nobody to work for it. */
async function expectAlive(spark: Spark, address: string, signal: AbortSignal | undefined): Promise<void> {
  const patience = AbortSignal.timeout(ALIVE_MS);
  const signals = [patience, ...(signal ? [signal] : [])];
  try {
    await spark.sql('SELECT 1').toTable({ signal: AbortSignal.any(signals) });
  } catch (error) {
    if (!patience.aborted || signal?.aborted) throw error;
    throw new SparkError(
      `Expected Spark at ${address} to answer SELECT 1 within ${ALIVE_MS / 1000} s, got nothing: are its workers gone, or all busy?`,
      { cause: error },
    );
  }
}
