import { checkNames } from '../base/checks/checkNames.js';
import { hostSignal } from '../base/signals/hostSignal.js';
import { describe } from '../base/text/describe.js';
import { readConnection } from './client/connectionString.js';
import { ANSWER_MS, Session } from './client/Session.js';
import { SparkError } from './client/SparkError.js';
import { Spark } from './Spark.js';

/** Uploads in several parts came with 4.1 (SPARK-53917). 4.1.4 is tested. */
const OLDEST = [4, 1] as const;

/** The first query of a server that has just started may take 10 s, or a minute on a busy machine. */
const FIRST_QUERY_MS = 120_000;

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
      const expected = `Expected Spark ${OLDEST.join('.')} or later at ${session.connection.address}`;
      session.fail(new SparkError(`${expected}, got ${describe(version)}`), 'to connect');
    }
    const spark = new Spark(session, version);
    await expectAnswer(spark, session.connection.address, signal);
    return spark;
  } catch (error) {
    // Not awaited: the server may not answer this either.
    void session.close();
    throw error;
  }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Checks that queries run: a server still answers if its Spark has died or has no workers. */
async function expectAnswer(spark: Spark, address: string, signal: AbortSignal | undefined): Promise<void> {
  const timeout = AbortSignal.timeout(FIRST_QUERY_MS);
  const either = signal ? AbortSignal.any([timeout, signal]) : timeout;
  try {
    await spark.sql('SELECT 1').toTable({ signal: either });
  } catch (error) {
    if (!timeout.aborted || signal?.aborted) throw error;
    throw new SparkError(
      `Expected Spark at ${address} to answer SELECT 1 within ${FIRST_QUERY_MS / 1000} s, got nothing: are its workers gone, or all busy?`,
      { cause: error },
    );
  }
}
