import type { ResolvedParams } from '../../anomaly/params.js';
import type { Session } from '../client/Session.js';

/**
 * Refuses what would fail late, or take the server with it.
 *
 * @throws RangeError naming the setting or the parameter, with the remedy
 */
export async function checkServer(session: Session, params: ResolvedParams): Promise<void> {
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
  const settings = await session.settings(['spark.checkpoint.dir']);
  if (!settings['spark.checkpoint.dir']) {
    throw new RangeError(
      `Expected spark.checkpoint.dir to be set on ${session.connection.address}, got none. Without it, a fit of 20 or more ` +
        'iterations overflows the stack and stops Spark for everybody: start the server with --conf spark.checkpoint.dir=<a folder that ' +
        'all of its workers reach>',
    );
  }
}
