import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { inTurn } from '../../lib/sinks/ledger/inTurn.js';
import { ledgerPath } from '../../lib/sinks/ledger/ledgerPath.js';
import { withLedger } from '../../lib/sinks/ledger/withLedger.js';

const LIBRARY = fileURLToPath(new URL('../../lib/dist/sinks/ledger/withLedger.js', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('ledgerPath', () => {
  it('is in the state folder, private, one for each target', async () => {
    vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
    const path = await ledgerPath('azure:a');
    expect(path).toMatch(/state\/access-anomaly\/sent-[0-9a-f]{16}\.duckdb$/);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(await ledgerPath('azure:a')).toBe(path);
    expect(await ledgerPath('azure:b')).not.toBe(path);
  });

  it('is in ~/.local/state where none is named', async () => {
    vi.stubEnv('HOME', folder);
    for (const none of [undefined, '', 'relative']) {
      vi.stubEnv('XDG_STATE_HOME', none);
      expect(dirname(await ledgerPath('a'))).toBe(join(homedir(), '.local', 'state', 'access-anomaly'));
    }
  });
});

describe('withLedger', () => {
  it('remembers by target, over openings', async () => {
    const path = join(folder, 'remembers.duckdb');
    await withLedger(path, {}, (ledger) => ledger.add('a', ['1', '2']));
    await withLedger(path, {}, async (ledger) => {
      await ledger.add('a', ['2', '3']);
      expect(await ledger.among('a', ['1', '3', '4'])).toEqual(new Set(['1', '3']));
      expect(await ledger.among('b', ['1'])).toEqual(new Set());
      expect(await ledger.among('a', [])).toEqual(new Set());
    });
  });

  it('of one file, by whatever name, is used by one after the other', async () => {
    const path = join(folder, 'turns.duckdb');
    const link = `${folder}-link`;
    symlinkSync(folder, link);
    const seen: string[] = [];
    const use = (name: string, file: string) =>
      withLedger(file, {}, async (ledger) => {
        seen.push(name);
        await ledger.add('t', [name]);
        seen.push(name);
        if (name === 'b') throw new Error('b failed');
      });
    await Promise.allSettled([use('a', path), use('b', join(link, 'turns.duckdb')), use('c', path)]);
    rmSync(link);
    expect(seen.filter((name, n) => n % 2 === 0 && seen[n + 1] === name)).toHaveLength(3);
    const all = await withLedger(path, {}, (ledger) => ledger.among('t', ['a', 'b', 'c']));
    expect(all.size).toBe(3);
  });

  it('keeps who comes after an aborted wait waiting, too', async () => {
    const controller = new AbortController();
    let running = 0;
    let most = 0;
    let end = () => {};
    const first = inTurn('one', undefined, async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      running--;
    });
    const second = inTurn('one', controller.signal, async () => {});
    controller.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
    const third = inTurn('one', undefined, async () => {
      most = Math.max(most, ++running);
      running--;
    });
    await new Promise((resolve) => setImmediate(resolve));
    end();
    await Promise.all([first, third]);
    expect(most).toBe(1);
  });

  it('waits for another process for a while, and names the file', async () => {
    const path = join(folder, 'held.duckdb');
    const code = `
      import { DuckDBInstance } from '@duckdb/node-api';
      const instance = await DuckDBInstance.create(${JSON.stringify(path)});
      console.log('held');
      process.stdin.on('end', () => process.exit()).resume();
    `;
    const child = spawn('node', ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await expect(withLedger(path, { patience: 0 }, async () => 1)).rejects.toThrow(
      `Expected the ledger ${path} to be free, got one that another process (PID ${child.pid}) uses: wait until it ends`,
    );
    const aborted = new AbortController();
    const waiting = withLedger(path, { signal: aborted.signal }, async () => 1);
    aborted.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const patient = withLedger(path, { patience: 20_000 }, async () => 2);
    child.stdin.end();
    expect(await patient).toBe(2);
  });

  const WHAT_TO_DO = 'name another, or move it away; then all alerts are sent again';
  const refused = (path: string) => withLedger(path, {}, async () => 1);

  it('refuses what is no database, and says what to do', async () => {
    const path = join(folder, 'text.duckdb');
    writeFileSync(path, 'this is no database');
    await expect(refused(path)).rejects.toThrow(
      `Expected ${path} to be a ledger of sent alerts, got IO Error: The file "${path}" exists, but it is not a valid DuckDB database file: ${WHAT_TO_DO}`,
    );
  });

  it.each([
    ['another table of that name', 'CREATE TABLE sent (a INTEGER)', 'another table sent (a INTEGER)'],
    [
      'columns of other types',
      'CREATE TABLE sent (target VARCHAR, uid INTEGER, acknowledged TIMESTAMPTZ, PRIMARY KEY (target, uid))',
      'another table sent (target VARCHAR, uid INTEGER, acknowledged TIMESTAMP WITH TIME ZONE)',
    ],
    [
      'its columns without their key',
      'CREATE TABLE sent (target VARCHAR, uid VARCHAR, acknowledged TIMESTAMPTZ)',
      'a table sent without the key target, uid',
    ],
    [
      'a view of that name',
      'CREATE VIEW sent AS SELECT $$t$$ AS target, $$u$$ AS uid, now() AS acknowledged',
      'a table sent without the key target, uid',
    ],
    [
      'other tables',
      'CREATE TABLE accesses (a INTEGER); CREATE SCHEMA s; CREATE TABLE s.sent (a INTEGER)',
      'a database of other tables (accesses, sent)',
    ],
  ])('refuses a database with %s, and writes nothing into it', async (name, sql, got) => {
    const path = join(folder, `${name}.duckdb`);
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(sql);
    connection.closeSync();
    instance.closeSync();
    const before = readFileSync(path);
    await expect(refused(path)).rejects.toThrow(
      `Expected ${path} to be a ledger of sent alerts, got ${got}: ${WHAT_TO_DO}`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('refuses a damaged one by name, whatever byte it is, or says the same', async () => {
    const path = join(folder, 'damaged.duckdb');
    const uids = Array.from({ length: 300 }, (_, n) => `uid ${n}`);
    await withLedger(path, {}, (ledger) => ledger.add('t', uids));
    const content = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const damaged = Buffer.from(content);
        damaged[at] ^= mask;
        writeFileSync(path, damaged);
        const all = await withLedger(path, {}, (ledger) => ledger.among('t', uids)).catch(
          ({ message }: Error) => {
            expect(message).toContain(`Expected ${path} to be a ledger of sent alerts, got `);
            expect(message).toContain(WHAT_TO_DO);
            return new Set(uids);
          },
        );
        expect(all).toEqual(new Set(uids));
      }),
      { numRuns: 40, seed: 10 },
    );
    for (const length of [0, 1, 4096, Math.floor(content.length / 2)]) {
      writeFileSync(path, content.subarray(0, length));
      const asked = withLedger(path, {}, (ledger) => ledger.among('t', uids));
      await expect(asked).rejects.toThrow(`Expected ${path} to be a ledger of sent alerts, got `);
    }
  });

  it.skipIf(process.platform === 'win32')('that has no room says so, and keeps what it has', async () => {
    const path = join(folder, 'full.duckdb');
    await withLedger(path, {}, (ledger) => ledger.add('t', ['1']));
    const code = `
      import { withLedger } from ${JSON.stringify(LIBRARY)};
      const uids = Array.from({ length: 5000 }, (_, n) => 'uid ' + n);
      await withLedger(${JSON.stringify(path)}, {}, (ledger) => ledger.add('t', uids))
        .then(() => console.log('added'), ({ message }) => console.log(message));
    `;
    // As on a full disk, no file grows beyond some KiB.
    const command = 'ulimit -f 20; exec "$0" --input-type=module -e "$1"';
    const { stdout } = spawnSync('bash', ['-c', command, process.execPath, code], { encoding: 'utf8' });
    expect(stdout).toMatch(/^Expected to write the ledger \S+full\.duckdb, got .+: File too large: make it/);
    expect(stdout).not.toContain('move it away');
    expect(await withLedger(path, {}, (ledger) => ledger.among('t', ['1', 'uid 1']))).toEqual(new Set(['1']));
  });

  it.skipIf(process.platform !== 'linux')('where none can be made says so', async () => {
    // Nobody makes a file there, the superuser included.
    await expect(refused('/proc/x.duckdb')).rejects.toThrow(
      /^Expected to write the ledger \/proc\/x\.duckdb, got IO Error: Cannot open file .*: make it writable, with room on its disk$/,
    );
  });

  it('refuses a folder that is not there, or none, and what is no plain file', async () => {
    const missing = join(folder, 'no', 'x.duckdb');
    await expect(refused(missing)).rejects.toThrow(
      `Expected the ledger ${missing} in a folder, got none there: make the folder ${dirname(missing)}, or name another ledger`,
    );
    const file = join(folder, 'a file');
    writeFileSync(file, '');
    await expect(refused(join(file, 'x.duckdb'))).rejects.toThrow('in a folder, got something else');
    await expect(refused(folder)).rejects.toThrow(
      `Expected ${folder} to be a ledger of sent alerts, got a folder: name a file`,
    );
    await expect(refused('/dev/null')).rejects.toThrow('got no plain file: name a file');
    vi.stubEnv('XDG_STATE_HOME', '/proc/state');
    await expect(ledgerPath('a')).rejects.toThrow(
      'got no such file or directory (ENOENT): name a ledger elsewhere',
    );
    vi.stubEnv('XDG_STATE_HOME', file);
    await expect(ledgerPath('a')).rejects.toThrow(
      `Expected a folder for ledgers at ${join(file, 'access-anomaly')}, got not a directory (ENOTDIR): name a ledger elsewhere, or another folder by XDG_STATE_HOME`,
    );
  });
});
