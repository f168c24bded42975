import { describe } from '../../base/text/describe.js';
import type { ExecutePlanResponse } from '../generated/base_pb.js';
import { unreliable } from './unreliable.js';

/**
 * Checks that answers belong to our operation, that each comes once, and that none comes after its end. A
 * server numbers answers by ids without an order: what was left out is found by the rows (see `batchReader`).
 *
 * A repeated answer is refused, also after a reconnect: Spark continues after the last one that we name, and
 * a server that doesn't may have skipped others.
 *
 * @returns a check that throws SparkError if an answer is wrong
 */
export function answerCheck(operationId: string): (answer: ExecutePlanResponse) => void {
  const seen = new Set<string>();
  let isComplete = false;
  return ({ operationId: other, responseId, responseType }) => {
    if (other !== operationId) {
      throw unreliable(`answers to operation ${operationId}`, `one with operationId ${describe(other)}`);
    }
    if (responseId === '') throw unreliable('answers with a responseId', 'one without');
    // Progress may be reported at any time, and isn't part of the result.
    if (responseType.case === 'executionProgress') return;
    if (seen.has(responseId))
      throw unreliable('each answer once', `responseId ${describe(responseId)} again`);
    if (isComplete)
      throw unreliable('nothing after the end of a result', `responseId ${describe(responseId)}`);
    seen.add(responseId);
    isComplete = responseType.case === 'resultComplete';
  };
}
