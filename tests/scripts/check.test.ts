import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const [, list] = /const PROJECTS = \[([^\]]+)\]/.exec(readFileSync('scripts/check.mjs', 'utf8'))!;
const projects = [...list.matchAll(/'([^']+)'/g)].map(([, file]) => file);

describe('npm run check', () => {
  it('checks every script of the project', () => {
    const checked = projects.flatMap((project) => {
      const args = ['node_modules/typescript/bin/tsc', '--listFilesOnly', '--project', project];
      return spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout.trim().split('\n');
    });
    const scripts = ['scripts', 'bench', 'jupyter', 'tests'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.[mc]?js$/.test(file))
        .map((file) => path.resolve(folder, file)),
    );
    expect(scripts.length).toBeGreaterThan(50);
    expect(scripts.filter((file) => !checked.some((other) => path.resolve(other) === file))).toEqual([]);
  });
});
