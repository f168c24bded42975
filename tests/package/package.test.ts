import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** How much of the disk the package and its dependencies may take. */
const MOST_MEGABYTES = 100;

const folder = mkdtempSync(path.join(tmpdir(), 'access-anomaly-package-'));
const project = path.join(folder, 'project');
const run = promisify(execFile);

function npm(args: string[], cwd: string) {
  const { npm_execpath: script, ...env } = process.env;
  // The settings that npm hands its scripts are those of this project.
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));
  const [program, first] = script ? [process.execPath, [script]] : ['npm', []];
  return run(program, [...first, ...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: own });
}

/** The sizes of all files below a folder, in bytes. */
const sizeOf = (below: string) =>
  readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(path.join(entry.parentPath, entry.name)).length, 0);

/**
 * The packed library, installed into an empty project: without this one's overrides and development packages.
 */
beforeAll(async () => {
  await npm(['pack', '--pack-destination', folder], 'lib');
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  mkdirSync(project);
  cpSync('tests/package/project', project, { recursive: true });
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await npm(['install', '--prefer-offline', path.join('..', tarball)], project);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package alone, in an empty project', () => {
  it(`takes up to ${MOST_MEGABYTES} MB with all that it needs`, () => {
    expect(sizeOf(path.join(project, 'node_modules')) / 1e6).toBeLessThan(MOST_MEGABYTES);
    expect(readdirSync(path.join(project, 'node_modules'))).not.toContain('danfojs-node');
  });

  it('lists what is public: nothing inside of it can be imported', async () => {
    const dist = path.join(project, 'node_modules', 'access-anomaly', 'dist');
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).map((file) =>
      file.split(path.sep).join('/'),
    );
    const resolved = files.filter((file) => file.endsWith('.js')).map((file) => `access-anomaly/${file}`);
    expect(resolved.length).toBeGreaterThan(200);
    const open =
      `for (const name of ${JSON.stringify(resolved)})` +
      'try { import.meta.resolve(name); console.log(name) } catch {}';
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', open], { cwd: project });
    // Threads begin there.
    expect(stdout.trim().split('\n')).toEqual([
      'access-anomaly/als/engine/worker.js',
      'access-anomaly/evidence/engine/worker.js',
    ]);
  });

  it('has its command', async () => {
    const command = path.join(project, 'node_modules', '.bin', 'access-anomaly');
    const { stdout } = await run(command, ['score', '--help'], { cwd: project });
    expect(stdout).toContain('access-anomaly score <log> [options]');
  });

  it('says what to install where DataFrames are asked for', async () => {
    const frame =
      "const { toDataFrame, toTable } = await import('access-anomaly');" +
      'try { toDataFrame(toTable([{ a: 1 }])) } catch (error) { console.log(error.message) }';
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', frame], {
      cwd: project,
    });
    expect(stdout).toContain('npm install danfojs-node@1.2.0');
  });

  it('has types of its own, also for who checks those of libraries; then it runs in Node and in Bun', async () => {
    await npm(
      ['install', '--prefer-offline', '--save-dev', ...['typescript@7', '@types/node@20', 'bun@1']],
      project,
    );
    const bin = (name: string) => path.join(project, 'node_modules', '.bin', name);
    await run(bin('tsc'), ['--project', '.'], { cwd: project });
    const runtimes = [
      ['node', process.execPath],
      ['bun', bin('bun')],
    ];
    for (const [name, program] of runtimes) {
      const { stdout } = await run(program, ['dist/main.js'], { cwd: project });
      expect(stdout.trim()).toBe(`${name}: 50 users, 3 alerts`);
    }
  });
});
