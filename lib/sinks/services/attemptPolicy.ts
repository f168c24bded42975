import type { Readable } from 'node:stream';
import type { Pipeline, PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { RetryOptions } from '../targets.js';
import { readAnswer } from './readAnswer.js';

/** The SDK's defaults, with more retries. */
export const DEFAULT_RETRIES = { maxRetries: 8, retryDelayInMs: 1000, maxRetryDelayInMs: 64_000 };

/** Makes the SDK return each answer as a stream, whatever its status. */
const ALL_STATUSES = new Set([Number.POSITIVE_INFINITY]);

/** How long one attempt may take, milliseconds. The SDK would wait forever for a dead connection. */
const DEADLINE = 60_000;

/**
 * Codes of lost connections that the SDK's policy doesn't know; the first one means that an answer was cut
 * off.
 */
const LOST_ANSWERS = ['PARSE_ERROR', 'EPIPE', 'ECONNABORTED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const RETRY_AFTER = ['retry-after-ms', 'x-ms-retry-after-ms', 'retry-after'];

/**
 * Runs below the SDK's retry policy, and makes it retry in three more cases: 429 without Retry-After,
 * unknown kinds of lost connections, and attempts without an answer; but never for a host that doesn't exist,
 * or one whose answer doesn't end in time or is too long (see `readAnswer`).
 *
 * @param limitOf makes the signal that ends an attempt after some milliseconds
 */
export function attemptPolicy(
  options: RetryOptions,
  limitOf = (deadline: number) => AbortSignal.timeout(deadline),
): PipelinePolicy {
  const { retryDelayInMs, maxRetryDelayInMs } = { ...DEFAULT_RETRIES, ...options };
  const throttled = new WeakMap<PipelineRequest, number>();

  /** Twice as long each time, between half of that and all of it, as the SDK does after a 500. */
  const delayOf = (request: PipelineRequest) => {
    const times = throttled.get(request) ?? 0;
    throttled.set(request, times + 1);
    const most = Math.min(maxRetryDelayInMs, retryDelayInMs * 2 ** times);
    return Math.round((most * (1 + Math.random())) / 2);
  };

  return {
    name: 'attemptPolicy',
    async sendRequest(request, next) {
      const own = request.abortSignal as AbortSignal | undefined;
      const limit = limitOf(DEADLINE);
      const either = own === undefined ? limit : AbortSignal.any([own, limit]);
      const isLate = () => limit.aborted && !own?.aborted;
      const statuses = request.streamResponseStatusCodes;
      request.abortSignal = either;
      request.streamResponseStatusCodes = ALL_STATUSES;
      let response: PipelineResponse;
      try {
        response = await next(request);
      } catch (error) {
        throw isLate() ? unanswered() : retryable(error);
      } finally {
        request.abortSignal = own;
        request.streamResponseStatusCodes = statuses;
      }
      if (response.readableStreamBody) {
        try {
          response.bodyAsText = await readAnswer(response.readableStreamBody as Readable, either);
          response.readableStreamBody = undefined;
        } catch (error) {
          if (own?.aborted) throw error;
          throw isLate()
            ? new Error(`an answer without an end within ${DEADLINE / 1000} s`)
            : lostAnswer(error);
        }
      }
      if (response.status === 429 && !RETRY_AFTER.some((name) => response.headers.has(name))) {
        response.headers.set('retry-after-ms', String(delayOf(request)));
      }
      return response;
    },
  };
}

/** Makes a pipeline of the SDK use `attemptPolicy`, for which one of its own policies has to be removed. */
export function tryByPolicy(pipeline: Pipeline, options: RetryOptions): void {
  pipeline.addPolicy(attemptPolicy(options), { afterPhase: 'Retry' });
  // That policy asks for gzip, and waits forever if a gzipped answer is cut off.
  pipeline.removePolicy({ name: 'decompressResponsePolicy' });
}

/** The SDK recognises its errors by name and code. */
function unanswered(): Error {
  return Object.assign(new Error(`no answer within ${DEADLINE / 1000} s`), {
    name: 'RestError',
    code: 'ETIMEDOUT',
  });
}

/** The connection was lost while the answer came. One that is too long has no code, and isn't retried. */
function lostAnswer(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  return Object.assign(new Error(message), { name: 'RestError', code: 'ECONNRESET' });
}

function retryable(error: unknown): unknown {
  const { name, code } = error as { name?: string; code?: string };
  // An unknown host is a mistake in the target: nobody wants to wait minutes to hear that.
  if (name === 'RestError' && code === 'ENOTFOUND') Object.assign(error as Error, { code: 'HOST_NOT_FOUND' });
  if (name === 'RestError' && LOST_ANSWERS.includes(String(code)))
    Object.assign(error as Error, { code: 'ECONNRESET' });
  return error;
}
