import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { CERTIFICATE } from './trustTestCertificate.js';

export const TOKEN = 'a-secret-that-nobody-may-see';

/** What a service does with a request instead of taking it. */
export type Step =
  | 'take'
  /** Cuts the connection while the request's body is on its way. */
  | 'cut the request'
  /** Gets the whole request, begins to answer, and cuts the connection. */
  | 'cut the answer'
  /** Gets the whole request, and answers without an end, as fast as it is read. */
  | 'answer for ever'
  /** Gets the whole request, and never answers. */
  | 'say nothing'
  | { status: number; headers?: Record<string, string>; body?: string };

/** How to read a request: its records, or why it isn't as the service's documentation has it. */
export interface Protocol {
  success: { status: number; body?: string };
  recordsOf(request: IncomingMessage, body: Buffer): unknown[];
}

function* endless() {
  yield '{"text":"';
  for (;;) yield 'x'.repeat(10_000);
}

/** A service on this machine that does what its plan says, a step a request, then takes all. */
export async function startService({ success, recordsOf }: Protocol) {
  const plan: Step[] = [];
  const batches: { records: unknown[]; bytes: number; acknowledged: boolean }[] = [];
  const wrong: string[] = [];
  let requests = 0;
  let onSilence = () => {};
  let onLeft = () => {};

  const server = createServer({
    key: readFileSync('tests/fixtures/tls/key.pem'),
    cert: readFileSync(CERTIFICATE),
  });
  server.on('request', async (request: IncomingMessage, response: ServerResponse) => {
    requests++;
    const step = plan.shift() ?? 'take';
    if (step === 'cut the request') {
      await once(request, 'readable');
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole;
    try {
      const acknowledged = step === 'take';
      batches.push({ records: recordsOf(request, body), bytes: body.length, acknowledged });
    } catch (error) {
      wrong.push((error as Error).message);
      response.writeHead(400).end();
      return;
    }
    if (step === 'say nothing') return onSilence();
    if (step === 'answer for ever') {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      // Only the reader stops it, by closing the connection.
      pipeline(Readable.from(endless()), response).catch(() => onLeft());
      return;
    }
    if (step === 'cut the answer') {
      // Of a gzip'd one, the SDK would wait for the end.
      const isZipped = String(request.headers['accept-encoding']).includes('gzip');
      response.writeHead(200, { 'Content-Length': '1000', ...(isZipped && { 'Content-Encoding': 'gzip' }) });
      response.write('{', () => request.socket.destroy());
      return;
    }
    const { status, body: answer } = step === 'take' ? success : step;
    response.writeHead(status, {
      'Content-Type': 'application/json',
      ...(typeof step === 'object' && step.headers),
    });
    response.end(answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    plan,
    /** Every request that came whole, in order. */
    batches,
    /** The parts of a request that weren't as documented. */
    wrong,
    get requests() {
      return requests;
    },
    /** Resolves when a request is left without an answer. */
    silence: () =>
      new Promise<void>((resolve) => {
        onSilence = resolve;
      }),
    /** Resolves when an answer without an end is no longer read. */
    left: () =>
      new Promise<void>((resolve) => {
        onLeft = resolve;
      }),
    /** Records of the requests that were acknowledged. */
    taken: () => batches.filter(({ acknowledged }) => acknowledged).flatMap(({ records }) => records),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type TestService = Awaited<ReturnType<typeof startService>>;
