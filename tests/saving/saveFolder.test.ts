import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fields } from '../../lib/base/checks/fields.js';
import { type FileRecord, fileRecord } from '../../lib/saving/fileRecord.js';
import { loadFolder } from '../../lib/saving/loadFolder.js';
import type { Format } from '../../lib/saving/manifest.js';
import { saveFolder } from '../../lib/saving/saveFolder.js';

interface Two {
  files: { users: FileRecord; resources: FileRecord };
}
const format: Format<Two> = {
  name: 'access-anomaly test',
  version: 1,
  shape: fields<Two>({
    files: fields<Two['files']>({ users: fileRecord('users'), resources: fileRecord('resources') }),
  }),
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saves-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let numFolders = 0;
const newFolder = () => join(folder, String(numFolders++));

/** Saves a text as both files; `between` happens after the first, `after` after the second. */
function save(path: string, text: string, between?: () => unknown, after?: () => unknown): Promise<void> {
  return saveFolder(path, format, async (write) => {
    const users = await write('users', async (file) => writeFileSync(file, text));
    await between?.();
    const resources = await write('resources', async (file) => writeFileSync(file, text));
    await after?.();
    return { files: { users, resources } };
  });
}

function load(path: string): Promise<string> {
  return loadFolder(path, format, async (directory, { files }) =>
    Object.values(files)
      .map(({ name }) => readFileSync(join(directory, name), 'utf8'))
      .join(' '),
  );
}

/** Makes all files of a folder but those named as old as this. */
function age(path: string, minutes: number, but: readonly string[] = []): void {
  const time = new Date(Date.now() - minutes * 60_000);
  for (const name of readdirSync(path)) if (!but.includes(name)) utimesSync(join(path, name), time, time);
}

describe('what a killed save left behind', () => {
  const leftovers = ['users-00000000.parquet', 'resources-00000000.parquet', 'model.json-00000000'];

  it.each([
    ['an hour and a minute ago goes', 61, []],
    ['59 minutes ago stays: it may be of a save under way', 59, leftovers],
  ])('%s', async (_, minutes, left) => {
    const path = newFolder();
    await save(path, 'first');
    for (const name of leftovers) writeFileSync(join(path, name), '');
    age(path, minutes);
    await save(path, 'second');
    expect(await load(path)).toBe('second second');
    expect(readdirSync(path)).toEqual(expect.arrayContaining([...left, 'model.json']));
    expect(readdirSync(path)).toHaveLength(3 + left.length);
  });

  it('stays whole where one of its files is new', async () => {
    const path = newFolder();
    await save(path, 'first');
    for (const name of leftovers) writeFileSync(join(path, name), '');
    age(path, 600, [leftovers[1]]);
    await save(path, 'second');
    expect(readdirSync(path)).toEqual(expect.arrayContaining(leftovers));
  });
});

describe('a save that takes hours', () => {
  it('keeps its first files from other saves while it writes the next', async () => {
    const path = newFolder();
    await save(path, 'before');
    await save(
      path,
      'slow',
      () => age(path, 300),
      () => save(path, 'quick'),
    );
    expect(await load(path)).toBe('slow slow');
  });

  it('leaves its files as new as any, once the manifest names them', async () => {
    const path = newFolder();
    await save(path, 'slow', () => age(path, 300));
    await save(path, 'quick', () => save(path, 'other'));
    expect(await load(path)).toBe('quick quick');
  });

  it('is refused, and the other model kept, where it slept so long that its files were removed', async () => {
    const path = newFolder();
    await save(path, 'before');
    const slept = save(path, 'slow', undefined, async () => {
      age(path, 300);
      await save(path, 'quick');
    });
    await expect(slept).rejects.toThrow(
      /^Expected .*users-.* to stay while it is saved, got it removed: save again$/,
    );
    expect(await load(path)).toBe('quick quick');
    expect(readdirSync(path)).toHaveLength(3);
  });
});

it('writes nothing that a load would refuse', async () => {
  const path = newFolder();
  await save(path, 'before');
  const wrong = saveFolder(path, format, async (write) => {
    const users = await write('users', async (file) => writeFileSync(file, 'x'));
    return { files: { users, resources: users } };
  });
  await expect(wrong).rejects.toThrow(`Expected files.resources.name in ${join(path, 'model.json')} to be`);
  expect(await load(path)).toBe('before before');
  expect(readdirSync(path)).toHaveLength(3);
});

it('is not begun in a folder that could not be read again', async () => {
  const path = join(newFolder(), 'a\\b[c]');
  await expect(save(path, 'x')).rejects.toThrow('Expected a folder without a backslash beside [, * or ?');
});
