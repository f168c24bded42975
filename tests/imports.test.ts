import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rooms of lib, each standing on those before it. */
const ROOMS = [
  'base',
  'tables',
  'sql',
  'logs',
  'synthetic',
  'accesses',
  'als',
  'saving',
  'original',
  'evidence',
  'spark',
  'evaluate',
  'alerts',
  'sinks',
  'figures',
  'notebook',
  'cli',
  'doors',
  'index.ts',
];
/** The rooms of a room, likewise. Files at its door may import them, and be imported by them. */
const INNER: Record<string, string[]> = {
  als: ['kernel', 'engine', 'plain'],
  alerts: ['lists', 'verdicts', 'accounts', 'habits'],
  sinks: ['ocsf', 'ledger', 'services'],
  base: ['text', 'checks', 'random', 'signals', 'numbers', 'threads'],
  original: ['model', 'fit', 'fold', 'saving'],
  evidence: [
    'counts',
    'engine',
    'mixture',
    'context',
    'score',
    'fit',
    'time',
    'explain',
    'accounts',
    'saving',
  ],
  spark: ['generated', 'client', 'fit', 'score', 'local'],
  logs: [
    'decode',
    'fields',
    'names',
    'times',
    'profiles',
    'smallFiles',
    'find',
    'open',
    'sources',
    'options',
    'group',
    'inspect',
  ],
  evaluate: ['metrics', 'rules', 'splits', 'compare', 'drift', 'trust'],
  figures: ['plotly', 'sankey', 'map'],
  notebook: ['page', 'tables', 'show', 'widget', 'incidents'],
};

const files = readdirSync('lib', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join('/').slice('lib/'.length))
  .filter((file) => !/^(\.?dist[^/]*|node_modules)\//.test(file));

/** What each file imports from lib, also if only for types. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(path.join('lib', file), 'utf8');
    const found = text.matchAll(/(?:from |import\()'(\.[^']+)'/g);
    const resolved = Array.from(found, ([, to]) =>
      path.posix.join(path.posix.dirname(file), to).replace(/\.js$/, '.ts'),
    );
    return [file, resolved] as const;
  }),
);
const arrows = [...imports].flatMap(([from, to]) => to.map((other) => [from, other] as const));
const roomOf = (file: string) => file.split('/')[0];

describe('the imports of lib', () => {
  it('are all of files that are there', () => {
    expect(arrows.length).toBeGreaterThan(500);
    const kernel = (file: string) => file.startsWith('als/kernel/');
    expect(arrows.filter(([from, to]) => !imports.has(to) && !kernel(from))).toEqual([]);
  });

  it('know every room', () => {
    expect(new Set(files.map(roomOf))).toEqual(new Set(ROOMS));
  });

  it('never run up', () => {
    const level = (file: string) => ROOMS.indexOf(roomOf(file));
    expect(arrows.filter(([from, to]) => level(to) > level(from))).toEqual([]);
  });

  it('know every room of a room', () => {
    const inner = files.map((file) => file.split('/')).filter((parts) => parts.length > 2);
    const named = Object.entries(INNER).flatMap(([room, names]) => names.map((name) => `${room}/${name}`));
    expect(new Set(inner.map(([room, name]) => `${room}/${name}`))).toEqual(new Set(named));
  });

  it.each(Object.keys(INNER))('never run up inside of %s', (room) => {
    const level = (file: string) => INNER[room].indexOf(file.split('/')[1]);
    const isInner = (file: string) => file.startsWith(`${room}/`) && file.split('/').length > 2;
    const inside = arrows.filter((arrow) => arrow.every(isInner));
    expect(inside.filter(([from, to]) => level(to) > level(from))).toEqual([]);
  });

  it('have no ring', () => {
    expect(ringsOf(imports)).toEqual([]);
  });
});

/** Files that import each other, by way of others or not (Tarjan 1972). */
function ringsOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const rings: string[][] = [];
  const visit = (file: string) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!graph.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(next)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const ring = stack.splice(stack.indexOf(file));
    if (ring.length > 1 || graph.get(file)!.includes(file)) rings.push(ring);
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return rings;
}
