import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { executed, readNotebook } from './executed.js';
import { runFolder } from './runFolder.js';
import { start } from './start.js';

const fixtures = 'tests/fixtures/notebooks';

/** What is in a folder, except for its lock. */
const files = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== '.lock')
    .sort();

let folder: string;
beforeEach(() => {
  folder = runFolder();
});

describe('npm start', () => {
  it('executes a notebook with parameters, and says where notebook and report are', async () => {
    const who = 'Zoë "O\'Hara" \\ 😀';
    const { code, stdout } = await start(
      `${fixtures}/report.ipynb`,
      '-p',
      'rank=20',
      '-p',
      `who=${who}`,
      '--output',
      folder,
    );
    expect(code).toBe(0);
    expect(stdout).toContain(`report      ${path.join(folder, 'report.html')}`);
    expect(stdout).toContain('cell 6 of 6');
    expect(files(folder)).toEqual(['report.html', 'report.ipynb']);
    const { cells } = readNotebook(path.join(folder, 'report.ipynb'));
    expect(cells.flatMap((cell) => cell.outputs ?? [])[0].text).toEqual([`rank 20 who ${who}\n`]);
    const counts = cells.filter((cell) => cell.cell_type === 'code').map((cell) => cell.execution_count);
    expect(counts).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps text text, whatever it looks like', async () => {
    const { code } = await start(
      `${fixtures}/report.ipynb`,
      '-p',
      'rank=1e1',
      '-p',
      'who=007',
      '--output',
      folder,
    );
    expect(code).toBe(0);
    const { cells } = readNotebook(path.join(folder, 'report.ipynb'));
    expect(cells.flatMap((cell) => cell.outputs ?? [])[0].text).toEqual(['rank 10 who 007\n']);
  });

  it('says how it is used', async () => {
    const { code, stdout } = await start('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('-p name=value');
  });

  it('drops the number that orders the notebooks, and works in folders with spaces', async () => {
    const spaced = path.join(folder, 'my notebooks');
    mkdirSync(spaced);
    cpSync(`${fixtures}/expected-error.ipynb`, path.join(spaced, '07-some-name.ipynb'));
    const { code, stderr } = await start(path.join(spaced, '07-some-name.ipynb'), '--output', spaced);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(files(spaced)).toEqual(['07-some-name.ipynb', 'some-name.html', 'some-name.ipynb']);
  });

  it('goes on after a cell that is expected to fail', async () => {
    const { notebook } = await executed(`${fixtures}/expected-error.ipynb`);
    expect(notebook.cells[0].outputs![0]).toMatchObject({ output_type: 'error', ename: 'TypeError' });
    expect(notebook.cells[1].outputs![0].text).toEqual(['the cell after it ran\n']);
  });

  it('says which cell failed and why, and leaves an older report untouched', async () => {
    const older = ['failing-cell.html', 'failing-cell.ipynb'].map((name) => path.join(folder, name));
    for (const file of older) writeFileSync(file, 'older');
    const { code, stderr } = await start(
      `${fixtures}/failing-cell.ipynb`,
      '-p',
      'limit=2',
      '--output',
      folder,
    );
    expect(code).toBe(1);
    expect(stderr).toContain('Cell 4 of 5 failed:');
    expect(stderr).toContain('    function check(n: number) {');
    expect(stderr).toContain('RangeError: Expected at most 2, got 4');
    expect(older.map((file) => readFileSync(file, 'utf8'))).toEqual(['older', 'older']);
    expect(files(folder)).toHaveLength(2);
  });

  it.each([
    ['an unknown parameter', [`${fixtures}/report.ipynb`, '-p', 'ranc=20'], 'got ranc. It knows rank, who.'],
    [
      'a parameter without a value',
      [`${fixtures}/report.ipynb`, '-p', 'rank'],
      'Expected -p name=value, got rank',
    ],
    [
      'text for a number',
      [`${fixtures}/report.ipynb`, '-p', 'rank=abc'],
      'Expected rank to be a number, as its default 10, got abc',
    ],
    [
      'an empty text for a number',
      [`${fixtures}/report.ipynb`, '-p', 'rank='],
      'Expected rank to be a number, as its default 10, got an empty text',
    ],
    [
      'a number for true or false',
      ['notebooks/02-your-own-logs.ipynb', '-p', 'trim=1'],
      'Expected trim to be true or false, as its default false, got 1',
    ],
    ['what is no notebook', ['package.json'], 'package.json, which has no cells'],
    ['what is no JSON', ['README.md'], 'Expected a notebook, got'],
    ['an unknown notebook', ['nowhere.ipynb'], "nowhere.ipynb, which doesn't exist"],
    ['an unknown option', ['--parameters', 'rank=20'], "Unknown option '--parameters'"],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await start(...args, '--output', folder);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    // Nothing was set up for it.
    expect(stdout).toBe('');
    expect(readdirSync(folder)).toEqual([]);
  });
});
