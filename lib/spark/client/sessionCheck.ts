import { describe } from '../../base/text/describe.js';
import { SparkError } from './SparkError.js';

/** What every answer says of its session. */
export interface OfSession {
  sessionId: string;
  /** Another one after the server was restarted. */
  serverSideSessionId: string;
}

/** What to do once a session is gone. */
export const CONNECT_AGAIN =
  'the session has expired, or the server was restarted: connect again by connectSpark; tables of the session are gone';

/**
 * Checks that answers are of our session, and all of the same session of the server, whose id is learnt of
 * the first one.
 *
 * @returns a check that throws SparkError where an answer is wrong
 */
export function sessionCheck(sessionId: string, address: string): (answer: OfSession) => void {
  let known = '';
  return (answer) => {
    if (answer.sessionId !== sessionId) {
      throw new SparkError(
        `Expected answers of ${address} for session ${sessionId}, got one with sessionId ${describe(answer.sessionId)}: ` +
          'something mixes up its clients; connect again by connectSpark',
      );
    }
    const { serverSideSessionId } = answer;
    if (known !== '' && serverSideSessionId !== known) {
      throw new SparkError(
        `Expected answers of ${address} with serverSideSessionId ${describe(known)}, got one with ` +
          `${describe(serverSideSessionId)}: ${CONNECT_AGAIN}`,
      );
    }
    known = serverSideSessionId;
  };
}
