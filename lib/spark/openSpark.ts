import { checkNames } from '../checks/checkNames.js';
import { readConnection } from './client/connectionString.js';
import { ANSWER_MS, Session } from './client/Session.js';
import { Spark } from './Spark.js';

/** A server older than this has no machine learning for clients. */
const OLDEST = 4;

/** See `connectSpark`. */
export async function openSpark(url: string | undefined, options: { signal?: AbortSignal }): Promise<Spark> {
  checkNames('connectSpark options', options, ['signal']);
  const session = new Session(readConnection(url));
  try {
    const { result } = await session.analyze({ case: 'sparkVersion', value: {} }, 'to connect', ANSWER_MS);
    const version = result.case === 'sparkVersion' ? result.value.version : '';
    if (!(Number.parseInt(version, 10) >= OLDEST)) {
      throw new RangeError(
        `Expected Spark ${OLDEST}.0 or later at ${session.connection.address}, got ${version}`,
      );
    }
    const spark = new Spark(session, version);
    // A server answers even where its Spark has died.
    await spark.sql('SELECT 1').toTable({ signal: options.signal });
    return spark;
  } catch (error) {
    await session.close();
    throw error;
  }
}
