import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { TokenCredential } from '@azure/identity';
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { checkTarget } from '../../lib/sinks/checkTarget.js';
import { parseTarget } from '../../lib/sinks/parseTarget.js';
import { loadPackage } from '../../lib/sinks/services/loadPackage.js';
import type { AlertTarget, TokenSource } from '../../lib/sinks/targets.js';
import { writeAlerts } from '../../lib/sinks/writeAlerts.js';
import { alertsOf } from './alertsOf.js';

const AZURE = { endpoint: 'https://x.ingest.monitor.azure.com', ruleId: 'dcr-1', streamName: 'Custom-A_CL' };
const SPLUNK = { url: 'https://splunk.example:8088' };
const SECRET = 'hunter2';

const check = (target: unknown) => () =>
  checkTarget(typeof target === 'string' ? parseTarget(target) : (target as AlertTarget));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'targets-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a target as text', () => {
  it.each([
    [`azure:${AZURE.endpoint}/dcr-1/Custom-A_CL`, { azure: AZURE }],
    ['splunk:https://splunk.example:8088', { splunk: SPLUNK }],
    ['splunk:https://splunk.example:8088/services/collector/event', { splunk: SPLUNK }],
    [
      'splunk:https://splunk.example/hec/?index=main&sourcetype=a%3Ab',
      { splunk: { url: 'https://splunk.example/hec', index: 'main', sourcetype: 'a:b' } },
    ],
    ['alerts.csv', { path: 'alerts.csv' }],
    ['/logs/azure:https.csv', { path: '/logs/azure:https.csv' }],
    ['  splunk:https://splunk.example:8088', { splunk: SPLUNK }],
    [`azure:${AZURE.endpoint}/dcr-1/Custom-A_CL/`, { azure: AZURE }],
  ])('%s', (text, target) => {
    expect(check(text)()).toEqual(target);
  });

  it.each([
    `https://h:8088?token=${SECRET}`,
    `splnk:https://user:${SECRET}@h:8088`,
    ` http://user:${SECRET}@h`,
  ])('refuses another address without repeating it: %#', (text) => {
    expect(check(text)).toThrow('Expected azure:https://... or splunk:https://... or a path');
    expect(check(text)).not.toThrow(SECRET);
  });

  it.each([
    [
      'azure:https://x/dcr-1',
      'Expected azure:https://<endpoint>/<ruleId>/<streamName>, got 1 of the last two',
    ],
    ['azure:https://x/dcr-1/Custom-A/more', 'got 3 of the last two'],
    ['azure:alerts', 'Expected an azure: target to be a URL that begins with https://'],
    ['azure:http://x/dcr-1/Custom-A', 'Expected an azure: target to begin with https://, got http://'],
    ['splunk:http://localhost:8088', 'Expected a splunk: target to begin with https://, got http://'],
    [
      'splunk:https://x?indx=main',
      'Expected parameters of a splunk: target among index, sourcetype, got indx',
    ],
    ['splunk:https://x#main', 'got more behind a #'],
    ['splunk:https://x?index=', 'Expected splunk.index to be a text, got ""'],
  ])('%s is refused', (text, said) => {
    expect(check(text)).toThrow(said);
  });
});

describe('a target', () => {
  it.each<[object | null, string]>([
    [null, 'Expected a path or a target, got null'],
    [
      { path: 'a.csv', ledger: 'l' },
      'Expected options of a file among path, format, now, productVersion, got ledger',
    ],
    [
      { azure: { ...AZURE, audience: 'x' } },
      'Expected options of azure among endpoint, ruleId, streamName, credential, got audience',
    ],
    [
      { path: 'a.csv', format: 'xml' },
      `Expected format to be 'csv', 'parquet', 'jsonl' or 'ocsf', got "xml"`,
    ],
    [{ azure: AZURE, retries: 3 }, 'got retries'],
    [{ azure: AZURE, splunk: SPLUNK }, 'got splunk'],
    [
      { azure: { ...AZURE, endpoint: `${AZURE.endpoint}/a` } },
      'Expected azure.endpoint without a path, got "/a"',
    ],
    [
      { azure: { ...AZURE, ruleId: 'a/../b' } },
      'Expected azure.ruleId of letters, digits, - and _, got "a/../b"',
    ],
    [{ azure: { ...AZURE, streamName: undefined } }, 'Expected azure.streamName to be a text, got undefined'],
    [{ azure: { ...AZURE, credential: {} } }, 'Expected azure.credential to have a method getToken'],
    [{ splunk: 'https://x' }, 'Expected splunk to be an object, got "https://x"'],
    [{ splunk: { url: 'http://x' } }, 'Expected splunk.url to begin with https://, got http://'],
    [{ splunk: SPLUNK, signal: true }, 'Expected signal to be an AbortSignal, got true'],
    [
      { splunk: SPLUNK, retryOptions: { maxRetries: -1 } },
      'Expected retryOptions.maxRetries to be a non-negative integer, got -1',
    ],
    [
      { splunk: SPLUNK, retryOptions: { max: 1 } },
      'Expected retryOptions among maxRetries, retryDelayInMs, maxRetryDelayInMs, got max',
    ],
  ])('%j is refused', (target, said) => {
    expect(check(target)).toThrow(said);
  });

  it.each<[unknown, string]>([
    [{ splunk: { ...SPLUNK, token: SECRET } }, 'SPLUNK_HEC_TOKEN'],
    [{ splunk: SPLUNK, hecToken: SECRET }, 'SPLUNK_HEC_TOKEN'],
    [{ splunk: { url: `https://user:${SECRET}@x` } }, 'SPLUNK_HEC_TOKEN'],
    [`splunk:https://${SECRET}@x`, 'SPLUNK_HEC_TOKEN'],
    [`splunk:https://x?token=${SECRET}`, 'SPLUNK_HEC_TOKEN'],
    [`splunk:https://x y:${SECRET}@`, 'Expected a splunk: target to be a URL'],
    [{ azure: { ...AZURE, clientSecret: SECRET } }, 'AZURE_CLIENT_SECRET'],
    [{ azure: AZURE, password: SECRET }, 'AZURE_CLIENT_SECRET'],
    [`azure:https://user:${SECRET}@x/dcr-1/Custom-A`, 'AZURE_CLIENT_SECRET'],
    [`azure:https://x/dcr-1/Custom-A?sig=${SECRET}`, 'AZURE_CLIENT_SECRET'],
    [`azure:http://user:${SECRET}@x/dcr-1/Custom-A`, 'AZURE_CLIENT_SECRET'],
  ])('with a secret is refused without repeating it (%#)', (target, said) => {
    try {
      check(target)();
      expect.fail('no error');
    } catch (error) {
      expect((error as Error).message).toContain(said);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(SECRET);
    }
  });

  it('needs no Azure types, and takes what has them', () => {
    expectTypeOf<TokenCredential>().toExtend<TokenSource>();
    expect(readFileSync('lib/sinks/targets.ts', 'utf8')).not.toMatch(/from '@azure/);
  });
});

describe('before anything is sent', () => {
  it('Splunk needs its token', async () => {
    vi.stubEnv('SPLUNK_HEC_TOKEN', undefined);
    await expect(writeAlerts(alertsOf(1), 'splunk:https://127.0.0.1:1')).rejects.toThrow(
      'Expected the token in the environment variable SPLUNK_HEC_TOKEN, got none',
    );
  });

  it('packages that are missing are named', async () => {
    const missing = 'no-such-package';
    await expect(loadPackage(() => import(missing), 'a b')).rejects.toThrow(
      'Expected a b to be installed: run npm install a b',
    );
    const other = () => Promise.reject(new SyntaxError('broken'));
    await expect(loadPackage(other, 'a b')).rejects.toThrow('broken');
  });

  it('a host that nobody answers at is named, and the ledger is where the user keeps state', async () => {
    vi.stubEnv('SPLUNK_HEC_TOKEN', SECRET);
    vi.stubEnv('XDG_STATE_HOME', folder);
    for (const name of ['HTTPS_PROXY', 'ALL_PROXY', 'https_proxy', 'all_proxy']) vi.stubEnv(name, undefined);
    const target = { splunk: { url: 'https://127.0.0.1:1' }, retryOptions: { maxRetries: 0 } };
    await expect(writeAlerts(alertsOf(2), target)).rejects.toThrow(
      'Expected 127.0.0.1:1 to take the alerts, got connect ECONNREFUSED 127.0.0.1:1; 0 of 2 were sent, call again for the rest',
    );
    expect(existsSync(join(folder, 'access-anomaly'))).toBe(true);
  });
});
