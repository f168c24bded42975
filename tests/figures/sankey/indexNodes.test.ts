import { expect, test } from 'vitest';
import { indexNodes } from '../../../lib/figures/sankey/indexNodes.js';

const access = (user: string, res: string, tenant: string | null = null) => ({ tenant, user, res });

test('indexNodes numbers users and then resources, in order of first occurrence', () => {
  const index = indexNodes([access('b', 'y'), access('a', 'x'), access('b', 'x')]);
  expect(index.nodes.map((node) => `${node.kind} ${node.label}`)).toEqual([
    'user b',
    'user a',
    'resource y',
    'resource x',
  ]);
  expect(index.userIndex(access('a', 'y'))).toBe(1);
  expect(index.resIndex(access('a', 'y'))).toBe(2);
});

test('indexNodes makes two nodes of a user and a resource of the same name', () => {
  const index = indexNodes([access('same', 'same')]);
  expect(index.nodes).toHaveLength(2);
  expect(index.userIndex(access('same', 'same'))).toBe(0);
  expect(index.resIndex(access('same', 'same'))).toBe(1);
});

test('indexNodes makes two nodes of a name in two tenants and says which is which', () => {
  const index = indexNodes([access('a', 'x', '1'), access('a', 'x', '2')]);
  expect(index.nodes.map((node) => node.label)).toEqual(['a (1)', 'a (2)', 'x (1)', 'x (2)']);
  expect(index.nodes.map((node) => node.name)).toEqual(['a', 'a', 'x', 'x']);
  expect(index.resIndex(access('a', 'x', '2'))).toBe(3);
});

test('indexNodes leaves the tenant out when there is one only', () => {
  expect(indexNodes([access('a', 'x', '1')]).nodes.map((node) => node.label)).toEqual(['a', 'x']);
});

test('indexNodes takes any name', () => {
  const names = ['__proto__', 'constructor', 'toString', '', '\n', '["1","a"]'];
  const index = indexNodes(names.map((name) => access(name, name)));
  expect(names.map((name) => index.userIndex(access(name, name)))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(names.map((name) => index.resIndex(access(name, name)))).toEqual([6, 7, 8, 9, 10, 11]);
});

test('indexNodes names what is not in the diagram', () => {
  const index = indexNodes([access('a', 'x')]);
  expect(() => index.userIndex(access('x', 'x'))).toThrow(
    "Expected a user among the diagram's nodes, got 'x'",
  );
});
