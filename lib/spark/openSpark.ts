import { checkNames } from '../base/checks/checkNames.js';
import { hostSignal } from '../base/signals/hostSignal.js';
import { describe } from '../base/text/describe.js';
import { readConnection } from './client/connectionString.js';
import { ANSWER_MS, Session } from './client/Session.js';
import { SparkError } from './client/SparkError.js';
import { Spark } from './Spark.js';

/** Machine learning for clients came with 4.0, uploads in several parts with 4.1 (SPARK-53917). 4.1.4 is tested. */
const OLDEST = [4, 1] as const;

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
    if (!isRecent(version)) {
      throw new SparkError(
        `Expected Spark ${OLDEST.join('.')} or later at ${session.connection.address}, got ${describe(version)}`,
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

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
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
