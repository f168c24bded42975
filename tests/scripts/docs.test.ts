import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// Its first run downloads packages that the other tests don't need.
const isInstalled = existsSync('build/typedoc/node_modules/.package-lock.json');
if (!isInstalled && !process.env.CI) {
  console.warn('!!! SKIPPED: npm run docs, which fetches typedoc. Run it once. !!!');
}

describe.runIf(isInstalled || process.env.CI)('npm run docs', () => {
  it('writes a page of each function, and finds all types and links', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs'], {
      encoding: 'utf8',
    });
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
    const page = readFileSync('build/api/functions/access-anomaly.readAccess.html', 'utf8');
    expect(page).toContain('Reads who accessed what from logs');
    expect(page).toContain('january.csv.gz');
  });
});

it('the lock of typedoc names it and TypeScript as its package.json does', () => {
  const { dependencies } = JSON.parse(readFileSync('scripts/docs/package.json', 'utf8'));
  const { packages } = JSON.parse(readFileSync('scripts/docs/package-lock.json', 'utf8'));
  const locked = Object.keys(dependencies).map((name) => [name, packages[`node_modules/${name}`].version]);
  expect(Object.fromEntries(locked)).toEqual(dependencies);
  const without = Object.entries<{ integrity?: string }>(packages).filter(([, { integrity }]) => !integrity);
  expect(without.map(([name]) => name)).toEqual(['']);
});
