import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runFolder } from './runFolder.js';
import { start } from './start.js';

const notebook = 'tests/fixtures/notebooks/expected-error.ipynb';

describe('npm start', () => {
  it.each(['m*', "it's {a,[b]}?"])('writes a report into a folder that is called %s', async (name) => {
    const folder = path.join(runFolder(), name);
    // What the patterns among them match.
    for (const other of ['m1', 'ma']) mkdirSync(path.join(path.dirname(folder), other), { recursive: true });
    const { code, stderr } = await start(notebook, '--output', folder);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['.lock', 'expected-error.html', 'expected-error.ipynb']);
    expect(existsSync(path.join(path.dirname(folder), 'm1', 'expected-error.html'))).toBe(false);
  });

  it.each([
    ['.lock', 'Expected a file that can be written at ', 'got: Is a directory; move it away'],
    [
      'expected-error.html',
      'Expected to put the report at ',
      'move away what is there, or choose another folder',
    ],
  ])('says what is in its way: a folder called %s', async (name, expected, remedy) => {
    const folder = runFolder();
    mkdirSync(path.join(folder, name));
    const { code, stderr } = await start(notebook, '--output', folder);
    expect(code).toBe(1);
    expect(stderr).toContain(`${expected}${path.join(folder, name)}, got`);
    expect(stderr).toContain(remedy);
    expect(stderr).not.toContain('Traceback');
  });

  it('takes the verdicts that a report saved into the file of verdicts, and says what became of them', async () => {
    const folder = runFolder();
    const [news, file] = [path.join(folder, 'new.csv'), path.join(folder, 'verdicts.csv')];
    const rows = ['tenant,user,res,verdict', 't,ann,*,benign'];
    writeFileSync(news, rows.join('\n'));
    const first = await start('--verdicts', news, '-p', `verdicts=${file}`);
    expect(first.stderr).toBe('');
    expect(first.code).toBe(0);
    expect(first.stdout).toContain(`1 added to ${file}, 0 there before`);
    expect(readFileSync(file, 'utf8')).toBe(
      'tenant,user,res,verdict,context,owner,reason,expires,from,to\nt,ann,*,benign,,,,,,\n',
    );
    // No notebook ran.
    expect(readdirSync(folder).sort()).toEqual(['new.csv', 'verdicts.csv']);

    writeFileSync(news, rows.join('\n').replace('benign', 'malicious'));
    const second = await start('--verdicts', news, '-p', `verdicts=${file}`);
    expect(second.code).toBe(1);
    expect(second.stderr).toContain('line 2 (malicious) and line 2 of');
    expect((await start(notebook, '--verdicts', news)).stderr).toContain('Expected -p verdicts=... to name');
  });
});
