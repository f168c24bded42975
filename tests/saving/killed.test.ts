import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, KINDS } from './kinds.js';

const cwd = fileURLToPath(new URL('../../', import.meta.url));

/** Saves the models of two folders in turn into a third, for as long as it lives. */
const code = (kind: string, from: readonly string[], to: string) => `
  import { ${kind} } from 'access-anomaly';
  const models = await Promise.all(${JSON.stringify(from)}.map((path) => ${kind}.load(path)));
  console.log('ready');
  for (let n = 0; ; n++) await models[n % 2].save(${JSON.stringify(to)});
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'killed-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(KINDS)('a process that is killed while it saves $name', ({ name, fit, load }) => {
  it('leaves the one model or the other, whole, at whatever moment', async () => {
    const models = await fit();
    const expected = models.map((model) => fingerprint(model));
    const from = [0, 1].map((n) => join(folder, name, `from${n}`));
    const path = join(folder, name, 'to');
    for (const n of [0, 1]) await models[n].save(from[n]);
    await models[0].save(path);
    let numHalfway = 0;
    // Killed between saves alone would prove nothing.
    for (let n = 0; n < 6 || numHalfway === 0; n++) {
      const child = spawn('node', ['--input-type=module', '-e', code(name, from, path)], {
        cwd,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [ready] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
      expect(String(ready)).toBe('ready\n');
      // The folder's own events are the clock: the n-th change after the start is somewhere else in a save
      // each time.
      const watcher = watch(path);
      for (let changes = 0; changes < 3 + 7 * (n % 6); changes++) await once(watcher, 'change');
      child.kill('SIGKILL');
      watcher.close();
      await once(child, 'exit');
      if (readdirSync(path).length > readdirSync(from[0]).length) numHalfway++;
      expect(expected).toContain(fingerprint(await load(path)));
    }
    expect(numHalfway).toBeGreaterThan(0);
  });
});
