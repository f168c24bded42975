import type * as fs from 'node:fs';
import * as promises from 'node:fs/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { makeFolder } from '../../lib/saving/makeFolder.js';
import { ledgerPath } from '../../lib/sinks/ledger/ledgerPath.js';

// As on a drive that isn't there.
const missing = vi.hoisted(() => () => {
  throw Object.assign(new Error("ENOENT: no such file or directory, mkdir '/'"), { code: 'ENOENT' });
});
vi.mock('node:fs/promises', async (own) => ({
  ...(await own<typeof promises>()),
  mkdir: vi.fn(async () => missing()),
  stat: vi.fn(async () => missing()),
}));
vi.mock('node:fs', async (own) => ({
  ...(await own<typeof fs>()),
  mkdirSync: vi.fn(missing),
  existsSync: vi.fn(() => false),
  statSync: vi.fn(() => undefined),
}));

afterEach(() => {
  vi.clearAllMocks();
  vi.unstubAllEnvs();
});

it('ends where not even the root is there', async () => {
  await expect(makeFolder('/no/such/folder', 0o700)).rejects.toThrow('ENOENT');
  expect(vi.mocked(promises.mkdir).mock.calls.map(([path]) => path)).toEqual([
    ...['/no/such/folder', '/no/such', '/no', '/'],
  ]);
});

it('is said of ledgers', async () => {
  vi.stubEnv('XDG_STATE_HOME', '/no');
  await expect(async () => ledgerPath('a')).rejects.toThrow(
    'Expected a folder for ledgers at /no/access-anomaly, got no such file or directory (ENOENT)',
  );
});

it('is said of the folder of a run', async () => {
  const { makeOutputFolder } = (await import('../../scripts/outputFolder.mjs' as string)) as {
    makeOutputFolder(folder: string): void;
  };
  expect(() => makeOutputFolder('/no/such')).toThrow(
    'Expected a folder that can be written at /no/such, got no such file or directory (ENOENT)',
  );
});
