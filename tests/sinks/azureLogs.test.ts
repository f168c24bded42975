import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { findingsOf } from '../../lib/sinks/findingsOf.js';
import { azureLogs } from '../../lib/sinks/services/azureLogs.js';
import type { AzureTarget } from '../../lib/sinks/targets.js';
import { writeAlerts } from '../../lib/sinks/writeAlerts.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';
import { alertsOf } from './alertsOf.js';
import { azure, RULE, STREAM } from './protocols.js';
import { startService, type TestService, TOKEN } from './startService.js';
import { trustTestCertificate } from './trustTestCertificate.js';

let folder: string;
let service: TestService;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'azure-'));
  service = await startService(azure);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

/** App Service's endpoint of a managed identity, as `@azure/identity` asks it. */
async function startIdentity(answer: { status: number; body: object }) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers['x-identity-header']}`);
    response.writeHead(answer.status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`);
  vi.stubEnv('IDENTITY_HEADER', 'identity-header');
  vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'ManagedIdentityCredential');
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { asked, stop };
}

it('takes its token from a managed identity, and its target as text', async () => {
  trustTestCertificate();
  const expires_on = Math.floor(Date.now() / 1000) + 3600;
  const resource = 'https://monitor.azure.com';
  const identity = await startIdentity({
    status: 200,
    body: { access_token: TOKEN, expires_on, resource, token_type: 'Bearer' },
  });
  vi.stubEnv('XDG_STATE_HOME', folder);
  const target = `azure:${service.url}/${RULE}/${STREAM}`;
  try {
    expect(await writeAlerts(alertsOf(3), target)).toEqual({ sent: 3, before: 0 });
    expect(await writeAlerts(alertsOf(3), target)).toEqual({ sent: 0, before: 3 });
  } finally {
    await identity.stop();
  }
  expect(service.wrong).toEqual([]);
  expect(service.taken()).toHaveLength(3);
  expect(identity.asked).toHaveLength(1);
  expect(identity.asked[0]).toContain(`resource=${encodeURIComponent(resource)}`);
  expect(identity.asked[0]).toMatch(/ identity-header$/);
});

it('leaves who gives tokens where the answer has no end', async () => {
  trustTestCertificate();
  const requests = service.requests;
  const authority = await startService({ success: { status: 200 }, recordsOf: () => [] });
  authority.plan.push('answer for ever');
  const left = authority.left();
  vi.stubEnv('AZURE_TOKEN_CREDENTIALS', 'EnvironmentCredential');
  vi.stubEnv('AZURE_AUTHORITY_HOST', authority.url);
  vi.stubEnv('AZURE_TENANT_ID', 'adfs');
  vi.stubEnv('AZURE_CLIENT_ID', 'client');
  vi.stubEnv('AZURE_CLIENT_SECRET', 'env-secret-of-azure');
  const { azure: given } = azure.target(service.url) as { azure: AzureTarget['azure'] };
  const ledger = join(folder, 'endless.duckdb');
  const target = { azure: { ...given, credential: undefined }, ledger, retryOptions: { maxRetries: 0 } };
  try {
    const error = await writeAlerts(alertsOf(3), target).catch(String);
    expect(error).toMatch(/to take the alerts, got /);
    await left;
    expect(authority.requests).toBe(1);
  } finally {
    await authority.stop();
  }
  expect(service.requests).toBe(requests);
});

it('says what kept it from a token', async () => {
  trustTestCertificate();
  const requests = service.requests;
  const credential = { getToken: () => Promise.reject(new Error('no login')) };
  const { azure: given } = azure.target(service.url) as {
    azure: { endpoint: string; ruleId: string; streamName: string };
  };
  const ledger = join(folder, 'login.duckdb');
  const error = await writeAlerts(alertsOf(3), { azure: { ...given, credential }, ledger }).catch(
    (each) => each,
  );
  expect(inspect(error)).toContain('to take the alerts, got no login; 0 of 3 were sent');
  expect(service.requests).toBe(requests);
});

it('does not wait for a token longer than the signal lets it', async () => {
  const controller = new AbortController();
  const getToken = () => {
    controller.abort(new Error('enough'));
    return new Promise<null>(() => {});
  };
  const { azure: given } = azure.target(service.url) as {
    azure: { endpoint: string; ruleId: string; streamName: string };
  };
  const { signal } = controller;
  const sending = writeAlerts(alertsOf(1), {
    azure: { ...given, credential: { getToken } },
    ledger: join(folder, 'abort.duckdb'),
    signal,
  });
  await expect(sending).rejects.toThrow('enough');
});

it('sends the columns, of the types, that docs/alerts.md declares', async () => {
  const docs = readFileSync('docs/alerts.md', 'utf8');
  const [, declaration] = /```json\n(\{\s*"streamDeclarations".*?)```/s.exec(docs)!;
  const { columns } = Object.values(JSON.parse(declaration).streamDeclarations)[0] as {
    columns: { name: string; type: string }[];
  };
  const { recordOf } = await azureLogs({ endpoint: service.url, ruleId: RULE, streamName: STREAM }, {});
  // By access and by account: of the latter some have parts of their own.
  const model = await new AccessEvidence({ threads: 1 }).fit(tableOf(offices(30)));
  const byAccount = triage(tableOf([{ tenant: 't', user: 'u1', res: 'vault', likelihood: 1 }]), { model });
  const records = [alertsOf(1), byAccount].map((alerts) =>
    JSON.parse(JSON.stringify(recordOf(findingsOf(alerts)[0]))),
  );
  const record = Object.assign({}, ...records);
  expect(columns.map(({ name }) => name).sort()).toEqual(Object.keys(record).sort());
  for (const { name, type } of columns) {
    const value = record[name];
    if (type === 'datetime') expect(new Date(value).toISOString()).toBe(value);
    else if (type === 'int') expect(value).toBe(value | 0);
    else expect(typeof value).toBe({ string: 'string', long: 'number', dynamic: 'object' }[type]);
  }
});
