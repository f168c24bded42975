import { PassThrough, Readable } from 'node:stream';
import {
  createHttpHeaders,
  createPipelineRequest,
  type PipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { attemptPolicy } from '../../lib/sinks/services/attemptPolicy.js';

const request = (abortSignal?: AbortSignal) => createPipelineRequest({ url: 'https://x', abortSignal });

describe('attemptPolicy', () => {
  it('gives an attempt a minute', async () => {
    const asked: number[] = [];
    const policy = attemptPolicy({}, (milliseconds) => {
      asked.push(milliseconds);
      return new AbortController().signal;
    });
    const own = request();
    await policy.sendRequest(own, async () => ({ status: 204, headers: createHttpHeaders(), request: own }));
    expect(asked).toEqual([60_000]);
  });

  it('ends an attempt that takes too long, as an error that is retried', async () => {
    const limit = new AbortController();
    const policy = attemptPolicy({}, () => limit.signal);
    const endless = policy.sendRequest(
      request(),
      ({ abortSignal }) =>
        new Promise((_, reject) => {
          abortSignal?.addEventListener('abort', () => reject(new Error('aborted')));
        }),
    );
    limit.abort();
    await expect(endless).rejects.toMatchObject({
      name: 'RestError',
      code: 'ETIMEDOUT',
      message: 'no answer within 60 s',
    });
  });

  it("leaves other errors and the request's signal as they were", async () => {
    const { signal } = new AbortController();
    const own = request(signal);
    const error = new RestError('certificate', { code: 'CERT_HAS_EXPIRED' });
    await expect(attemptPolicy({}).sendRequest(own, () => Promise.reject(error))).rejects.toBe(error);
    expect(error.code).toBe('CERT_HAS_EXPIRED');
    expect(own.abortSignal).toBe(signal);
  });

  it('does not have a host looked for again that is not there', async () => {
    const error = new RestError('getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND' });
    await expect(attemptPolicy({}).sendRequest(request(), () => Promise.reject(error))).rejects.toBe(error);
    expect(error.code).toBe('HOST_NOT_FOUND');
  });

  it('spreads retries after 429 between half of what doubles and the whole, up to the longest', async () => {
    const policy = attemptPolicy({ retryDelayInMs: 100, maxRetryDelayInMs: 300 });
    const own = request();
    const delays: number[] = [];
    for (let n = 0; n < 3; n++) {
      const { headers } = await policy.sendRequest(own, async () => ({
        status: 429,
        headers: createHttpHeaders(),
        request: own,
      }));
      delays.push(Number(headers.get('retry-after-ms')));
    }
    for (const [n, most] of [100, 200, 300].entries()) {
      expect(delays[n]).toBeGreaterThanOrEqual(most / 2);
      expect(delays[n]).toBeLessThanOrEqual(most);
    }
  });

  const answering = (readableStreamBody: Readable) => async (own: PipelineRequest) => ({
    status: 200,
    headers: createHttpHeaders(),
    request: own,
    readableStreamBody,
  });

  it('reads an answer of any status, and leaves no stream', async () => {
    const own = request();
    const answer = await attemptPolicy({}).sendRequest(own, (given) => {
      expect(given.streamResponseStatusCodes).toContain(Number.POSITIVE_INFINITY);
      return answering(Readable.from([Buffer.from('a'), Buffer.from('b')]))(given);
    });
    expect(answer).toMatchObject({ bodyAsText: 'ab', readableStreamBody: undefined });
    expect(own.streamResponseStatusCodes).toBe(undefined);
  });

  it('ends an answer that never ends, as an error that is not retried', async () => {
    const body = new PassThrough();
    body.write('{');
    const limit = new AbortController();
    const sent = attemptPolicy({}, () => limit.signal).sendRequest(request(), answering(body));
    limit.abort();
    const error = await sent.catch((thrown: unknown) => thrown);
    expect(String(error)).toBe('Error: an answer without an end within 60 s');
    expect(body.destroyed).toBe(true);
  });

  it('ends an answer that is too long, as an error that is not retried', async () => {
    let sent = 0;
    const endless = Readable.from(
      (function* () {
        for (; ; sent++) yield Buffer.alloc(1000);
      })(),
    );
    const error = await attemptPolicy({})
      .sendRequest(request(), answering(endless))
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toBe('Error: an answer of more than 1000000 bytes');
    expect(error).not.toHaveProperty('code');
    expect(endless.destroyed).toBe(true);
    expect(sent).toBeLessThan(1100);
  });

  it("ends the reading of an answer by the request's own signal", async () => {
    const controller = new AbortController();
    const reading = attemptPolicy({}).sendRequest(request(controller.signal), answering(new PassThrough()));
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
  });
});
