import { describe, expect, it } from 'vitest';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';

describe('FieldTree', () => {
  it('has the fields of all records, with the values that they had', () => {
    const tree = FieldTree.of([
      { user: 'ada', at: 1 },
      { user: 'ada', res: { name: true } },
      { user: 'ben' },
    ]);
    expect(tree.filled).toBe(3);
    expect([...tree.keys.keys()]).toEqual(['user', 'at', 'res']);
    expect([...tree.keys.get('user')!.values]).toEqual([
      ['ada', 2],
      ['ben', 1],
    ]);
    expect([...tree.keys.get('at')!.values]).toEqual([['1', 1]]);
    expect([...tree.keys.get('res')!.keys.get('name')!.values]).toEqual([['true', 1]]);
  });

  it('counts no value that is empty or null', () => {
    const tree = FieldTree.of([{ user: '' }, { user: null }, { user: 'ada' }, {}]);
    expect(tree.keys.get('user')!.filled).toBe(1);
    expect(FieldTree.of([{ user: null }]).keys.get('user')).toMatchObject({ filled: 0, isText: false });
  });

  it('knows the entries of lists, of long ones the first 50', () => {
    const list = Array.from({ length: 80 }, (_, n) => ({ id: `r${n}` }));
    const { entries } = FieldTree.of([{ list }]).keys.get('list')!;
    expect(entries!.filled).toBe(50);
    expect(entries!.keys.get('id')!.values.size).toBe(50);
  });

  it('opens JSON that stands as text, and goes on to', () => {
    const inner = JSON.stringify({ b: JSON.stringify([{ c: 'x' }]) });
    const a = FieldTree.of([{ a: inner }]).keys.get('a')!;
    const b = a.keys.get('b')!;
    expect([a.isText, b.isText, b.entries!.isText]).toEqual([true, true, false]);
    expect([...b.entries!.keys.get('c')!.values.keys()]).toEqual(['x']);
    expect(a.values.size).toBe(0);
  });

  it('takes what only looks like JSON for text', () => {
    const { a } = Object.fromEntries(FieldTree.of([{ a: '{x' }, { a: '[1' }, { a: '"x"' }, { a: '7' }]).keys);
    expect([...a.values.keys()]).toEqual(['{x', '[1', '"x"', '7']);
    expect(a.isText).toBe(false);
  });

  it('holds a field that is a text here and an object there', () => {
    const { a } = Object.fromEntries(FieldTree.of([{ a: 'x' }, { a: { b: 'y' } }, { a: '{"c":1}' }]).keys);
    expect([...a.keys.keys()]).toEqual(['b', 'c']);
    expect([...a.values.keys()]).toEqual(['x']);
    expect(a.isText).toBe(true);
  });

  it('ends where records are nested without end', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`);
    let depth = 0;
    for (let node = FieldTree.of([deep]); node.keys.has('a'); node = node.keys.get('a')!) depth++;
    expect(depth).toBe(12);
  });

  it('keeps names that JavaScript has uses for', () => {
    const tree = FieldTree.of([JSON.parse('{"__proto__":{"constructor":1},"toString":2}')]);
    expect([...tree.keys.keys()]).toEqual(['__proto__', 'toString']);
    expect([...tree.keys.get('__proto__')!.keys.keys()]).toEqual(['constructor']);
  });

  it('merges the plain values of another field', () => {
    const [a, b] = [FieldTree.of(['x', 'y']), FieldTree.of(['y', 'z'])];
    a.merge(b);
    expect(a.filled).toBe(4);
    expect([...a.values]).toEqual([
      ['x', 1],
      ['y', 2],
      ['z', 1],
    ]);
  });
});
