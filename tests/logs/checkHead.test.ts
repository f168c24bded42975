import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { logFolder } from './logFolder.js';

const { newFolder, write } = logFolder('check-head-');

/** Enough files that the first is looked at before all are read, and whether they were read. */
async function many(kind: 'json' | 'csv', last = '', options: ReadAccessOptions = {}) {
  const folder = newFolder();
  for (let n = 0; n < 30; n++) {
    const [user, res] = [`u${n % 3}`, `r${n}`];
    const text = kind === 'json' ? `{"user":"${user}","res":"${res}"}\n` : `user,res\n${user},${res}\n`;
    const name = `${String(n).padStart(2, '0')}.${kind}.gz`;
    writeFileSync(join(folder, name), gzipSync(n === 29 ? text + last : text));
  }
  let looked = 0;
  const onProgress = () => looked++;
  const read = await readAccess(folder, { ...options, onProgress }).catch((error: Error) => error);
  return { read, wasRead: looked > 0 };
}

describe('before many files are read', () => {
  it.each(['json', 'csv'] as const)('a column that none of them has is missed: %s', async (kind) => {
    for (const options of [{ res: 'page' }, { time: 'when' }, { context: 'country' }, { details: 'what' }]) {
      const { read, wasRead } = await many(kind, '', options);
      const [name] = Object.values(options);
      expect(read).toBeInstanceOf(RangeError);
      expect((read as Error).message).toMatch(
        new RegExp(`^Expected a column "${name}" in .*00\\.${kind}\\.gz.*, got .*"user"`),
      );
      if (kind === 'json') expect((read as Error).message).toMatch(/02\.json\.gz and 27 more, got/);
      expect(wasRead).toBe(false);
    }
  });

  it('a time is missed', async () => {
    const { read, wasRead } = await many('json', '', { by: 'day' });
    expect(read).toBeInstanceOf(TypeError);
    expect((read as Error).message).toBe("Expected time to name a column for by 'day', got no time");
    expect(wasRead).toBe(false);
  });

  it('a field that the last file alone has is one', async () => {
    const last = '{"user":"ada","res":"x","Page_Name":"wiki"}\n';
    const { read } = await many('json', last, { context: 'pageName' });
    expect((read as Error).message).toMatch(/^Expected a column "pageName"/);
    const found = await many('json', last, { context: 'page_name' });
    expect(found.read).not.toBeInstanceOf(Error);
    const list = '{"user":"ada","res":"x","chain":["a","b"]}\n';
    expect((await many('json', list, { context: 'chain[1]' })).read).not.toBeInstanceOf(Error);
    expect((await many('json', list, { context: 'chains' })).read).toBeInstanceOf(RangeError);
    const nested = JSON.stringify({ user: 'ada', res: 'x', data: '{"page" : "wiki"}' });
    expect((await many('json', nested, { context: 'data.page' })).read).not.toBeInstanceOf(Error);
    const escaped = await many('json', '{"user":"ada","res":"x","\\u0070age":"wiki"}\n', { context: 'page' });
    expect(escaped.read).not.toBeInstanceOf(Error);
  });

  it('all that is there is read as ever', async () => {
    const { read, wasRead } = await many('csv');
    expect(read).toMatchObject({ report: { rows: 30, used: 30 } });
    expect(wasRead).toBe(true);
  });

  it('broken files are passed over, and named shortly', async () => {
    const folder = newFolder();
    for (let n = 0; n < 30; n++) writeFileSync(join(folder, `a${n}.json.gz`), Buffer.from('1f8b', 'hex'));
    writeFileSync(join(folder, 'b.json'), '{"user":"ada","res":"wiki"}\n');
    const { report } = await readAccess(folder, {});
    expect(report.skipped.length).toBe(30);
    expect(report.warning).toMatch(/^Not read: [^,]*, [^,]*, [^,]* and 27 more\.$/);
  });
});

describe('before a log is looked at', () => {
  const log = write('log.csv', 'user,res\nada,wiki\n');

  it.each([
    [{ from: '2026-13-01' }, 'Expected from to be'],
    [{ from: '2026-02-01', to: '2026-01-01' }, 'Expected from to be before to'],
    [{ profile: 'clodtrail' }, 'cloudtrail?'],
    [{ profile: join(log, 'none.profile.json') }, 'Expected a profile in'],
    [{ accounts: 'service=*' }, 'that is every account'],
    [{ failed: 'never' }, "Expected failed to be true, false or 'apart'"],
    [{ timeFormat: 'day first' }, 'Expected timeFormat like'],
    [{ context: 'user' }, 'Expected the name of a context'],
    [{ tiem: 'at' }, 'tiem'],
  ])('%j is refused', async (options, message) => {
    // The log is not there, so that looking at it would say something else.
    const folder = newFolder();
    mkdirSync(join(folder, 'x'));
    rmSync(join(folder, 'x'), { recursive: true });
    await expect(inspectLog(join(folder, 'x'), options as ReadAccessOptions)).rejects.toThrow(message);
  });

  it('what a profile would be needed for is not, until it is known', async () => {
    const asked = {
      accounts: 'machine=keep',
      failed: true,
      timeFormat: '%d/%m/%Y',
      relation: 'log',
    } as const;
    expect((await inspectLog(log, asked)).rows).toBe(1);
    await expect(readAccess(log, { failed: true })).rejects.toThrow('Expected a profile beside failed');
  });
});
