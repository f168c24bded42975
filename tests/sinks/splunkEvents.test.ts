import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { writeAlerts } from '../../lib/sinks/writeAlerts.js';
import { alertsOf } from './alertsOf.js';
import { splunk } from './protocols.js';
import { startService, type TestService, TOKEN } from './startService.js';
import { trustTestCertificate } from './trustTestCertificate.js';

let folder: string;
let service: TestService;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'splunk-'));
  service = await startService(splunk);
  trustTestCertificate();
  vi.stubEnv('SPLUNK_HEC_TOKEN', `${TOKEN}\n`);
  vi.stubEnv('XDG_STATE_HOME', folder);
});
afterAll(async () => {
  await service.stop();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('gets events with index and sourcetype; another index is another target', async () => {
  expect(await writeAlerts(alertsOf(1), `splunk:${service.url}`)).toEqual({ sent: 1, before: 0 });
  const target = `splunk:${service.url}?index=main&sourcetype=mine`;
  expect(await writeAlerts(alertsOf(1), target)).toEqual({ sent: 1, before: 0 });
  expect(await writeAlerts(alertsOf(1), target)).toEqual({ sent: 0, before: 1 });
  const [first, second] = service.taken() as Record<string, unknown>[];
  expect(Object.keys(first).sort()).toEqual(['event', 'source', 'sourcetype', 'time']);
  expect(first.sourcetype).toBe('ocsf:detection_finding');
  expect(second).toMatchObject({ index: 'main', sourcetype: 'mine' });
  expect(service.wrong).toEqual([]);
});

it.each([
  ['{"text":"Incorrect index","code":7}', '200 OK: Incorrect index (code 7)'],
  ['<html>log in</html>', "200 OK: an answer that isn't Splunk's"],
  ['null', "200 OK: an answer that isn't Splunk's"],
  ['', "200 OK: an answer that isn't Splunk's"],
])('takes %j for a refusal, though it comes with 200', async (body, said) => {
  service.plan.push({ status: 200, body });
  const ledger = join(folder, 'refused.duckdb');
  await expect(writeAlerts(alertsOf(1), { splunk: { url: service.url }, ledger })).rejects.toThrow(
    `got ${said}; 0 of 1 were sent`,
  );
});

it("ends by the interrupt of the notebook's kernel", async () => {
  const host = globalThis as { [key: symbol]: AbortSignal | undefined };
  const controller = new AbortController();
  host[Symbol.for('access-anomaly.interrupt')] = controller.signal;
  try {
    service.plan.push('say nothing');
    const silence = service.silence();
    const ledger = join(folder, 'interrupted.duckdb');
    const sending = writeAlerts(alertsOf(1), { splunk: { url: service.url }, ledger });
    await Promise.race([silence, sending]);
    controller.abort(new Error('interrupted'));
    await expect(sending).rejects.toThrow('interrupted');
  } finally {
    host[Symbol.for('access-anomaly.interrupt')] = undefined;
  }
});
