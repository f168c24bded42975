import type { Pipeline, PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { RetryOptions } from '../targets.js';

/** The SDK's defaults, with more retries. */
export const DEFAULT_RETRIES = { maxRetries: 8, retryDelayInMs: 1000, maxRetryDelayInMs: 64_000 };

/** How long one attempt may take, milliseconds. The SDK would wait for ever for a dead connection. */
const DEADLINE = 60_000;

/** Codes of lost connections that the SDK's policy doesn't know; the first: an answer was cut off. */
const LOST_ANSWERS = ['PARSE_ERROR', 'EPIPE', 'ECONNABORTED', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
const RETRY_AFTER = ['retry-after-ms', 'x-ms-retry-after-ms', 'retry-after'];

/**
 * Stands below the SDK's retry policy, and makes it retry three things more: 429 without Retry-After,
 * connections that are lost in ways it doesn't know, and attempts without an end; but never a host that
 * doesn't exist.
 */
export function attemptPolicy(options: RetryOptions, deadline = DEADLINE): PipelinePolicy {
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
      const limit = AbortSignal.timeout(deadline);
      request.abortSignal = own === undefined ? limit : AbortSignal.any([own, limit]);
      let response: PipelineResponse;
      try {
        response = await next(request);
      } catch (error) {
        throw limit.aborted && !own?.aborted ? unanswered(deadline) : retryable(error);
      } finally {
        request.abortSignal = own;
      }
      if (response.status === 429 && !RETRY_AFTER.some((name) => response.headers.has(name))) {
        response.headers.set('retry-after-ms', String(delayOf(request)));
      }
      return response;
    },
  };
}

/** Makes a pipeline of the SDK try as `attemptPolicy` does, which needs one of its own policies to go. */
export function tryByPolicy(pipeline: Pipeline, options: RetryOptions): void {
  pipeline.addPolicy(attemptPolicy(options), { afterPhase: 'Retry' });
  // It asks for gzip, and waits for ever where a gzip'd answer is cut off.
  pipeline.removePolicy({ name: 'decompressResponsePolicy' });
}

/** The SDK tells its errors by name and code. */
function unanswered(deadline: number): Error {
  return Object.assign(new Error(`no answer within ${deadline / 1000} s`), {
    name: 'RestError',
    code: 'ETIMEDOUT',
  });
}

function retryable(error: unknown): unknown {
  const { name, code } = error as { name?: string; code?: string };
  // A host that isn't known is a mistake in the target: nobody wants to wait minutes to be told.
  if (name === 'RestError' && code === 'ENOTFOUND') Object.assign(error as Error, { code: 'HOST_NOT_FOUND' });
  if (name === 'RestError' && LOST_ANSWERS.includes(String(code)))
    Object.assign(error as Error, { code: 'ECONNRESET' });
  return error;
}
