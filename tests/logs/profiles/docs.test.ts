import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { checkProfile } from '../../../lib/logs/profiles/checkProfile.js';
import { profiles } from '../../../lib/logs/profiles/profiles.js';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');

it("docs/profiles.md's example is a profile, the one that is tested", () => {
  const [, example] = /```json\n([\s\S]*?)```/.exec(read('docs/profiles.md'))!;
  const wiki = JSON.parse(read('tests/fixtures/logs/profiles/wiki.profile.json'));
  expect(checkProfile(JSON.parse(example), 'docs/profiles.md')).toEqual(wiki);
});

it('docs/profiles.md has a line for each profile', () => {
  const [table] = read('docs/profiles.md').split('\n## ');
  const names = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(names).toEqual(Object.keys(profiles));
});
