import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { inTurn } from '../../lib/sinks/ledger/inTurn.js';
import { ledgerPath } from '../../lib/sinks/ledger/ledgerPath.js';
import { withLedger } from '../../lib/sinks/ledger/withLedger.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('ledgerPath', () => {
  it('is in the state folder, private, one for each target', () => {
    vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
    const path = ledgerPath('azure:a');
    expect(path).toMatch(/state\/access-anomaly\/sent-[0-9a-f]{16}\.duckdb$/);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
    expect(ledgerPath('azure:a')).toBe(path);
    expect(ledgerPath('azure:b')).not.toBe(path);
  });

  it('is in ~/.local/state where none is named', () => {
    vi.stubEnv('HOME', folder);
    for (const none of [undefined, '', 'relative']) {
      vi.stubEnv('XDG_STATE_HOME', none);
      expect(dirname(ledgerPath('a'))).toBe(join(homedir(), '.local', 'state', 'access-anomaly'));
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
      `Expected the ledger ${path} to be free, got one that another process (PID ${child.pid}) is sending by: wait for it`,
    );
    const aborted = new AbortController();
    const waiting = withLedger(path, { signal: aborted.signal }, async () => 1);
    aborted.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const patient = withLedger(path, { patience: 20_000 }, async () => 2);
    child.stdin.end();
    expect(await patient).toBe(2);
  });

  it('refuses what is no ledger', async () => {
    const path = join(folder, 'text.duckdb');
    writeFileSync(path, 'this is no database');
    await expect(withLedger(path, {}, async () => 1)).rejects.toThrow(
      `Expected ${path} to be a ledger of sent alerts, got: IO Error`,
    );
    await expect(withLedger(join(folder, 'no', 'x.duckdb'), {}, async () => 1)).rejects.toThrow(
      'No such file',
    );
  });
});
