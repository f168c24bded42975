import { describe } from '../../base/text/describe.js';
import { SparkError } from './SparkError.js';

/** What every answer says about its session. */
export interface OfSession {
  sessionId: string;
  /** It changes when the server is restarted. */
  serverSideSessionId: string;
}

/** What to do once a session is gone. */
export const CONNECT_AGAIN =
  'the session has expired, or the server was restarted: connect again by connectSpark; tables of the session are gone';

/**
 * Checks that answers belong to our session, and all to the same session of the server, whose id comes with
 * the first answer.
 *
 * @returns a check that throws SparkError if an answer is wrong
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
