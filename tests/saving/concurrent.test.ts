import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fields } from '../../lib/base/checks/fields.js';
import type { FileRecord } from '../../lib/saving/fileRecord.js';
import { loadFolder } from '../../lib/saving/loadFolder.js';
import { saveFolder } from '../../lib/saving/saveFolder.js';
import { fingerprint, KINDS } from './kinds.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'beside-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(KINDS)('$name', ({ name, fit, load }) => {
  it('is loaded whole, however often others save it', async () => {
    const path = join(folder, name);
    const models = await fit();
    const expected = models.map((model) => fingerprint(model));
    await models[0].save(path);
    let isOver = false;
    const saves = (async () => {
      for (let n = 1; !isOver; n++) await models[n % 2].save(path);
    })();
    const seen = new Set<string>();
    try {
      for (let n = 0; n < 40; n++) seen.add(fingerprint(await load(path)));
    } finally {
      isOver = true;
      await saves;
    }
    expect([...seen].sort()).toEqual([...expected].sort());
  });
});

describe('loadFolder', () => {
  const format = {
    name: 'access-anomaly test',
    version: 1,
    shape: fields<{ files: Record<string, FileRecord | null> }>({ files: fields({}) }),
  };

  it('tries again for as long as there is a new manifest, and once where there is none', async () => {
    const path = join(folder, 'retries');
    let n = 0;
    // The number is the name of a format's field that nobody reads: it makes each manifest another one.
    const changing = {
      ...format,
      shape: (_: unknown, value: unknown) => value as { files: Record<string, null>; n: number },
    };
    const save = () => saveFolder(path, changing, async () => ({ files: {}, n: n++ }));
    await save();
    let tries = 0;
    const read = async (_: string, { n }: { n: number }) => {
      tries++;
      if (n < 20) {
        await save();
        throw new Error('gone');
      }
      return n;
    };
    expect(await loadFolder(path, changing, read)).toBe(20);
    expect(tries).toBe(21);
    tries = 0;
    const broken = async () => {
      tries++;
      throw new Error('broken');
    };
    await expect(loadFolder(path, changing, broken)).rejects.toThrow('broken');
    expect(tries).toBe(1);
  });
});
