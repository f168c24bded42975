import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findingsOf } from '../../lib/sinks/findingsOf.js';
import { writeAlerts } from '../../lib/sinks/writeAlerts.js';
import { toTable } from '../../lib/tables/toTable.js';
import { PATIENCE_MS } from '../patience.js';
import { alertRows, alertsOf } from './alertsOf.js';
import { azure, splunk } from './protocols.js';
import { startService, type TestService, TOKEN } from './startService.js';
import { CERTIFICATE, trustTestCertificate } from './trustTestCertificate.js';

// Three requests: an alert is about 7.3 kB.
const alerts = alertsOf(400, 1920);
const uids = findingsOf(alerts).map(({ finding_info }) => finding_info.uid);
const fast = { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 4 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'services-'));
  trustTestCertificate();
  vi.stubEnv('SPLUNK_HEC_TOKEN', TOKEN);
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe.each([azure, splunk])('$name', (protocol) => {
  let service: TestService;
  let numLedgers = 0;
  let ledger: string;
  beforeEach(async () => {
    service = await startService(protocol);
    ledger = join(folder, `${protocol.name}-${numLedgers++}.duckdb`);
  });
  afterEach(async () => {
    await service.stop();
    expect(service.wrong).toEqual([]);
  });

  const send = (options: { signal?: AbortSignal; retryOptions?: object } = {}, table = alerts) =>
    writeAlerts(table, { ...protocol.target(service.url), ledger, retryOptions: fast, ...options });
  const uidsOf = (records: readonly unknown[]) =>
    records.map((record) => protocol.findingOf(record).finding_info.uid);
  const failureOf = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail('no error'),
      (error) => error as Error,
    );

  it('gets every alert once, in order, in requests of at most 1,000,000 bytes', async () => {
    expect(await send()).toEqual({ sent: 400, before: 0 });
    expect(uidsOf(service.taken())).toEqual(uids);
    const bytes = service.batches.map((batch) => batch.bytes);
    expect(bytes.length).toBe(3);
    expect(Math.max(...bytes)).toBeLessThanOrEqual(1_000_000);
    // Another alert wouldn't have had room.
    for (const each of bytes.slice(0, -1)) expect(each).toBeGreaterThan(991_000);
  });

  it('gets nothing when called again, and what is new', async () => {
    await send({}, alerts.slice(0, 10));
    expect(await send({}, alerts.slice(0, 10))).toEqual({ sent: 0, before: 10 });
    expect(service.requests).toBe(1);
    expect(await send({}, alerts.slice(5, 20))).toEqual({ sent: 10, before: 5 });
    expect(uidsOf(service.taken())).toEqual(uids.slice(0, 20));
  });

  it('gets no request where there are no alerts', async () => {
    expect(await send({}, alerts.slice(0, 0))).toEqual({ sent: 0, before: 0 });
    expect(service.requests).toBe(0);
  });

  it('gets equal alerts once', async () => {
    const rows = alertRows(3);
    expect(await send({}, toTable([...rows, ...rows]))).toEqual({ sent: 3, before: 0 });
    expect(service.taken()).toHaveLength(3);
  });

  it.each([
    { status: 429, headers: { 'Retry-After': '0' } },
    { status: 429 },
    { status: 500 },
    { status: 503, body: '{"text":"Server is busy","code":9}' },
    'cut the request' as const,
  ])('is asked again after %j', async (step) => {
    service.plan.push('take', step, step);
    expect(await send()).toEqual({ sent: 400, before: 0 });
    expect(uidsOf(service.taken())).toEqual(uids);
    expect(service.requests).toBe(5);
  });

  it('is sent a batch again whose answer was cut off, with the same uids', async () => {
    service.plan.push('cut the answer');
    expect(await send()).toEqual({ sent: 400, before: 0 });
    expect(uidsOf(service.taken())).toEqual(uids);
    const [first, second] = service.batches;
    expect(first.acknowledged).toBe(false);
    expect(uidsOf(first.records)).toEqual(uidsOf(second.records));
    expect(await send()).toEqual({ sent: 0, before: 400 });
  });

  it('says what it answered, and gets the rest by the next call', async () => {
    const message = `no right to this, said ${TOKEN}`;
    const body = JSON.stringify({ error: { code: 'Forbidden', message }, text: message, code: 4 });
    service.plan.push('take', { status: 403, body });
    const error = await failureOf(send());
    const { host } = new URL(service.url);
    const sent = service.batches[0].records.length;
    expect(error.message).toMatch(
      new RegExp(
        `^Expected ${host} to take the alerts, got 403 Forbidden: no right to this, said \\*\\*\\*.*; ` +
          `${sent} of 400 were sent, call again for the rest$`,
      ),
    );
    expect(inspect(error, { depth: 20, showHidden: true }) + error.stack).not.toContain(TOKEN);
    expect(error.cause).toBeUndefined();
    service.plan.push({ status: 403 });
    expect((await failureOf(send())).message).toContain(`${sent} of 400 were sent`);
    expect(await send()).toEqual({ sent: 400 - sent, before: sent });
    expect(uidsOf(service.taken())).toEqual(uids);
  });

  it.each([
    [{ status: 429 }, '429 Too Many Requests'],
    [{ status: 500 }, '500 Internal Server Error'],
    ['cut the request' as const, /socket hang up|ECONNRESET|EPIPE/],
    ['cut the answer' as const, 'aborted'],
  ])('is given up on %j after as many retries as were asked for', async (step, said) => {
    service.plan.push(...Array<typeof step>(4).fill(step));
    const error = await failureOf(send());
    expect(error.message).toMatch(said);
    expect(error.message).toContain('0 of 400 were sent');
    expect(service.requests).toBe(4);
    expect(inspect(error, { depth: 20, showHidden: true }) + error.stack).not.toContain(TOKEN);
  });

  it('is left where its answer has no end, and not asked again', async () => {
    service.plan.push('take', 'answer for ever');
    const left = service.left();
    const error = await failureOf(send());
    const sent = service.batches[0].records.length;
    expect(error.message).toMatch(
      new RegExp(
        `got an answer of more than 1000000 bytes; ${sent} of 400 were sent, call again for the rest$`,
      ),
    );
    await left;
    expect(service.requests).toBe(2);
    expect(await send()).toEqual({ sent: 400 - sent, before: sent });
  });

  it('says on one line, and visibly, what it answered, without secrets however they are written', async () => {
    const message =
      `\u202eno right\r\n\u0007for ${encodeURIComponent(TOKEN)}, ${[...TOKEN].join('\n')}, ` +
      `${Buffer.from(`Bearer ${TOKEN}`).toString('base64')} and env-secret-of-azure`;
    vi.stubEnv('AZURE_CLIENT_SECRET', 'env-secret-of-azure');
    const body = JSON.stringify({ error: { code: 'Forbidden', message }, text: message, code: 4 });
    service.plan.push({ status: 403, body });
    const error = await failureOf(send());
    vi.stubEnv('AZURE_CLIENT_SECRET', undefined);
    expect(error.message).toContain('403 Forbidden: \\u202eno right \\u0007for ***, ***, ');
    expect(inspect(error, { depth: 20, showHidden: true })).not.toMatch(
      /secret|nobody|YS1zZWNyZXQ|\p{Bidi_Control}|[^\P{Cc}\n]/u,
    );
  });

  it('gets every alert once from two calls at once', async () => {
    const both = await Promise.all([send(), send()]);
    // Which of the two comes first is ignored.
    expect(both.sort((one, other) => other.sent - one.sent)).toEqual([
      { sent: 400, before: 0 },
      { sent: 0, before: 400 },
    ]);
    expect(uidsOf(service.taken())).toEqual(uids);
  });

  it('is left at once by an abort, with what it acknowledged known', async () => {
    service.plan.push('take', 'say nothing');
    const silence = service.silence();
    const controller = new AbortController();
    const sending = send({ signal: controller.signal });
    const waiting = send({ signal: controller.signal });
    const over = Promise.all([sending, waiting].map((each) => expect(each).rejects.toThrow('enough')));
    await silence;
    controller.abort(new Error('enough'));
    await over;
    const sent = service.batches[0].records.length;
    expect(await send()).toEqual({ sent: 400 - sent, before: sent });
    expect(uidsOf(service.taken())).toEqual(uids);
    await expect(send({ signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });

  it('is left at once by an abort while it asks for patience', async () => {
    service.plan.push({ status: 429, headers: { 'Retry-After': '3600' } });
    const controller = new AbortController();
    const sending = send({ signal: controller.signal });
    await vi.waitUntil(() => service.batches.length === 1, { interval: 1, timeout: PATIENCE_MS });
    controller.abort(new Error('enough'));
    await expect(sending).rejects.toThrow('enough');
    expect(service.requests).toBe(1);
  });

  it('refuses an alert that is too large, before anything is sent', async () => {
    const rows = alertRows(2);
    rows[1].reason = 'x'.repeat(400_000);
    await expect(send({}, toTable(rows))).rejects.toThrow(
      /^Expected alerts of at most 1000000 bytes, got 1\d{6} of [0-9a-f]{32} \(Unusual access of u1 to réseau\)$/,
    );
    expect(service.requests).toBe(0);
  });

  it('gets the rest after the process was killed', async () => {
    const rows = alertRows(400, 2000);
    const target = join(folder, `${protocol.name}.json`);
    const { credential, ...rest } = { credential: null, ...protocol.target(service.url) };
    writeFileSync(target, JSON.stringify({ rows, target: { ...rest, ledger: resolve(ledger) } }));
    const code = `
      import { readFileSync } from 'node:fs';
      import { toTable, writeAlerts } from 'access-anomaly';
      const { rows, target } = JSON.parse(readFileSync(${JSON.stringify(target)}, 'utf8'));
      for (const row of rows) for (const name of ['first', 'last']) row[name] = new Date(row[name]);
      if (target.azure) {
        const expiresOnTimestamp = Date.now() + 3_600_000;
        target.azure.credential = { getToken: async () => ({ token: ${JSON.stringify(TOKEN)}, expiresOnTimestamp }) };
      }
      await writeAlerts(toTable(rows), target);
    `;
    service.plan.push('take', 'say nothing');
    const silence = service.silence();
    const child = spawn('node', ['--input-type=module', '-e', code], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: resolve(CERTIFICATE) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exit = once(child, 'exit');
    expect(await Promise.race([silence, exit])).toBeUndefined();
    child.kill('SIGKILL');
    await exit;
    const sent = service.batches[0].records.length;
    expect(await send()).toEqual({ sent: 400 - sent, before: sent });
    expect(uidsOf(service.taken())).toEqual(uids);
  });
});
