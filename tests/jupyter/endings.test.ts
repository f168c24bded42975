import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it } from 'vitest';
import { SEVERITY_BANDS } from '../../lib/alerts/severity.js';
import { descendants, isAlive } from './processes.js';
import { runFolder } from './runFolder.js';
import { start } from './start.js';

const endless = 'tests/fixtures/notebooks/endless.ipynb';
/** Most of what these tests do is to wait. */
const together = { concurrent: true };

/** `npm start` in the middle of a cell that never ends. */
async function running(folder: string): Promise<{ npm: ChildProcess; script: number; family: number[] }> {
  const npm = spawn('npm', ['start', '--', endless, '--output', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: npm.stdout! })) if (line.includes('cell 2 of 2')) break;
  npm.stdout!.resume();
  const family = descendants(npm.pid!);
  const script = family.find(({ command }) => command.startsWith('node scripts/start.mjs'))!.pid;
  return { npm, script, family: family.map(({ pid }) => pid) };
}

/** What is in the folder, except for its lock. */
const files = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name !== '.lock')
    .sort();

const left = (pids: readonly number[]) => pids.filter(isAlive);

describe.skipIf(process.platform !== 'linux')('npm start leaves nothing behind', together, () => {
  it.for(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('after %s', async (signal, { expect }) => {
    const folder = runFolder();
    const { npm, script, family } = await running(folder);
    expect(family.length).toBeGreaterThanOrEqual(4);
    process.kill(script, signal);
    await expect.poll(() => left(family)).toEqual([]);
    expect(files(folder)).toEqual([]);
    if (npm.exitCode === null && npm.signalCode === null) await once(npm, 'exit');
    expect(npm.exitCode).not.toBe(0);
  });

  it.for(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('after npm itself got %s', async (signal, { expect }) => {
    const folder = runFolder();
    const { npm, family } = await running(folder);
    npm.kill(signal);
    await expect.poll(() => left(family)).toEqual([]);
    expect(files(folder)).toEqual([]);
  });

  it('after it was killed, but a folder, which the next run takes away', async ({ expect }) => {
    const folder = runFolder();
    const { script, family } = await running(folder);
    process.kill(script, 'SIGKILL');
    await expect.poll(() => left(family)).toEqual([]);
    expect(files(folder)).toEqual([expect.stringMatching(/^\.run-/)]);
    const { code } = await start('tests/fixtures/notebooks/expected-error.ipynb', '--output', folder);
    expect(code).toBe(0);
    expect(files(folder)).toEqual(['expected-error.html', 'expected-error.ipynb']);
  });
});

describe.skipIf(process.platform !== 'linux')('two runs at once', together, () => {
  it('a scheduled one fails at once, another waits for its turn', async ({ expect }) => {
    const folder = runFolder();
    const { script, family } = await running(folder);
    const refused = await start(
      'tests/fixtures/notebooks/expected-error.ipynb',
      '--output',
      folder,
      '--scheduled',
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(
      `Expected no other run that writes to ${folder}, got one that has not ended`,
    );

    const args = ['scripts/start.mjs', 'tests/fixtures/notebooks/expected-error.ipynb', '--output', folder];
    const waiting = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(waiting, 'exit');
    for await (const line of createInterface({ input: waiting.stdout })) {
      if (line.startsWith('waiting')) process.kill(script, 'SIGKILL');
    }
    expect(await ended).toEqual([0, null]);
    expect(left(family)).toEqual([]);
    expect(files(folder)).toEqual(['expected-error.html', 'expected-error.ipynb']);
  });
});

describe.skipIf(process.platform !== 'linux')('a run that waits', together, () => {
  it.for(['SIGTERM', 'SIGKILL'] as const)(
    'ends by %s, and what waits for it, too',
    async (signal, { expect }) => {
      const folder = runFolder();
      const { npm, family } = await running(folder);
      const args = ['scripts/start.mjs', endless, '--output', folder];
      const waiting = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      for await (const line of createInterface({ input: waiting.stdout }))
        if (line.startsWith('waiting')) break;
      const own = [waiting.pid!, ...descendants(waiting.pid!).map(({ pid }) => pid)];
      expect(own.length).toBeGreaterThan(1);
      waiting.kill(signal);
      await expect.poll(() => left(own)).toEqual([]);
      expect(left(family)).toEqual(family);
      npm.kill('SIGKILL');
      await expect.poll(() => left(family)).toEqual([]);
    },
  );
});

describe.skipIf(process.platform !== 'linux')('npm run lab', together, () => {
  it.for(['SIGTERM', 'SIGKILL'] as const)('ends JupyterLab where it gets %s', async (signal, { expect }) => {
    const folder = runFolder();
    const data = path.join(folder, 'data');
    mkdirSync(data);
    const options = ['--no-browser', '--allow-root', '--port=0', '--IdentityProvider.token=none'];
    const lab = spawn(process.execPath, ['scripts/lab.mjs', ...options], {
      env: { ...process.env, JUPYTER_RUNTIME_DIR: data },
      stdio: 'ignore',
    });
    const isUp = () => readdirSync(data).some((name) => /^jpserver-\d+\.json$/.test(name));
    await expect.poll(isUp).toBe(true);
    const family = descendants(lab.pid!).map(({ pid }) => pid);
    expect(family.length).toBeGreaterThan(0);
    lab.kill(signal);
    await expect.poll(() => left(family)).toEqual([]);
  });
});

describe('npm start -- --alert-level', together, () => {
  const notebook = 'tests/fixtures/notebooks/alerts.ipynb';

  it('is exit code 2 where an alert is of the level, with a report of the time', async ({ expect }) => {
    const folder = runFolder();
    const all = ['--output', folder, '--scheduled', '-p', 'alertsAt=-1000'];
    const high = await start(notebook, ...all, '--alert-level', '1');
    expect(high.code).toBe(2);
    expect(high.stdout).toMatch(/alerts {6}1, severity up to \d+/);
    const report = /report {6}(.*-\d{4}-\d\d-\d\dT\d{6}Z\.html)/.exec(high.stdout)![1];
    expect(existsSync(report)).toBe(true);
    expect(files(folder)).toHaveLength(2);
  });

  it('is 0 where there is none, and 1 where the notebook says nothing of alerts', async ({ expect }) => {
    const folder = runFolder();
    const none = await start(notebook, '--output', folder, '-p', 'alertsAt=1000', '--alert-level', 'low');
    expect([none.code, none.stderr]).toEqual([0, '']);
    const silent = await start(
      'tests/fixtures/notebooks/expected-error.ipynb',
      '--output',
      folder,
      '--alert-level',
      'High',
    );
    expect(silent.code).toBe(1);
    expect(silent.stderr).toContain('Expected a notebook that says its alerts (by alertsBox)');
  });

  it('has the bands that severities have', async ({ expect }) => {
    const { leastSeverity, readAlertLevel } = (await import('../../scripts/alertLevel.mjs' as string)) as {
      leastSeverity(level: string | number): Promise<number>;
      readAlertLevel(text: string): string | number;
    };
    for (const { name, from } of SEVERITY_BANDS.filter((band) => band.from > 0)) {
      expect(await leastSeverity(readAlertLevel(name))).toBe(from);
    }
    expect(() => readAlertLevel('Informational')).toThrow('Expected --alert-level to be Low, Medium, High');
  });

  it('refuses what is no level, before anything is set up', async ({ expect }) => {
    const folder = runFolder();
    writeFileSync(path.join(folder, 'kept'), '');
    const { code, stdout, stderr } = await start(notebook, '--alert-level', 'severe', '--output', folder);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(
      'Expected --alert-level to be Low, Medium, High or a number from 1 to 100, got severe',
    );
  });
});
