import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DOORS } from '../doors.js';

/**
 * The declarations of a built module by name, without comments, and what it takes from others of the library.
 */
interface Module {
  declarations: Map<string, string>;
  /** By the name in here. */
  taken: Map<string, { file: string; name: string }>;
}

const modules = new Map<string, Module>();

function moduleOf(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\/\/.*$/gm, '');
  const declarations = new Map<string, string>();
  for (const part of text.split(/^(?=(?:export|declare|import|interface|type|class|const|function)\b)/m)) {
    const name = /^(?:export )?(?:declare )?(?:function|class|interface|type|const|enum) (\w+)/.exec(
      part,
    )?.[1];
    if (name) declarations.set(name, (declarations.get(name) ?? '') + part);
  }
  const taken = new Map<string, { file: string; name: string }>();
  for (const [, names, from] of text.matchAll(/^(?:im|ex)port (?:type )?\{([^}]*)\} from '(\.[^']*)'/gm)) {
    for (const each of names.split(',').filter((part) => part.trim() !== '')) {
      const [name, alias = name] = each
        .trim()
        .replace(/^type /, '')
        .split(' as ');
      taken.set(alias, { file: join(file, '..', from.replace(/\.js$/, '.d.ts')), name });
    }
  }
  const module = { declarations, taken };
  modules.set(file, module);
  return module;
}

it('no public type is `any`, nor has one in it', () => {
  const open = DOORS.flatMap(({ file }) => [...moduleOf(`lib/dist/${file}.d.ts`).taken.values()]);
  expect(open.length).toBeGreaterThan(150);
  const seen = new Set<string>();
  const loose: string[] = [];
  for (const { file, name } of open) {
    const { declarations, taken } = moduleOf(file);
    const next = taken.get(name);
    if (next) open.push(next);
    const text = declarations.get(name);
    if (text === undefined || seen.has(`${file} ${name}`)) continue;
    seen.add(`${file} ${name}`);
    // A key may be called so.
    if (/\bany\b(?!\??:)/.test(text)) loose.push(`${name} of ${file}`);
    for (const [word] of text.matchAll(/\w+/g)) {
      if (word !== name && (declarations.has(word) || taken.has(word))) open.push({ file, name: word });
    }
  }
  expect(seen.size).toBeGreaterThan(180);
  expect(loose).toEqual([]);
});
