import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprint, KINDS } from './kinds.js';

const cwd = fileURLToPath(new URL('../../', import.meta.url));

/** Saves one model over another in a process that can only write files of some KiB, as on a full disk. */
function saveWithin(kib: number, kind: string, from: string, to: string): string {
  const code = `
    import { ${kind} } from 'access-anomaly';
    const model = await ${kind}.load(${JSON.stringify(from)});
    await model.save(${JSON.stringify(to)}).then(() => console.log('saved'), ({ message }) => console.log('refused', message));
  `;
  const command = `ulimit -f ${kib}; exec "$0" --input-type=module -e "$1"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, code], {
    cwd,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'full-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform === 'win32').each(KINDS)('$name on a full disk', ({ name, fit, load }) => {
  it('fails to save, and leaves the model that was there and nothing else', async () => {
    const [from, before] = [join(folder, name, 'from'), join(folder, name, 'before')];
    const [model, old] = await fit();
    await model.save(from);
    await old.save(before);
    for (const kib of [0, 1]) {
      const path = join(folder, name, String(kib));
      cpSync(before, path, { recursive: true });
      expect(saveWithin(kib, name, from, path)).toMatch(
        /^refused Expected a folder to save a model in at \S+, got .+: make it writable, with room/,
      );
      expect(readdirSync(path).sort()).toEqual(readdirSync(before).sort());
      expect(fingerprint(await load(path))).toBe(fingerprint(old));
    }
    const path = join(folder, name, 'enough');
    cpSync(before, path, { recursive: true });
    expect(saveWithin(1000, name, from, path)).toBe('saved\n');
    expect(fingerprint(await load(path))).toBe(fingerprint(model));
  });
});
