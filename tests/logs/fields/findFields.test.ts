import { describe, expect, it } from 'vitest';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import { findFields, findVendorFields } from '../../../lib/logs/fields/findFields.js';
import { nameOfPath, parsePath } from '../../../lib/logs/fields/path.js';

const names = (find: typeof findFields, records: object[], name: string) =>
  find(FieldTree.of(records as never), parsePath(name)).map(nameOfPath);

describe('findFields', () => {
  const find = (name: string, ...records: object[]) => names(findFields, records, name);

  it('finds nested fields, entries and columns', () => {
    const record = { actor: { user: { email: 'x' } }, chain: ['a'], target: [{ type: 'App', name: 'x' }] };
    expect(find('actor.user.email', record)).toEqual(['actor.user.email']);
    expect(find('actor.user', record)).toEqual(['actor.user']);
    expect(find('chain[2]', record)).toEqual(['chain[2]']);
    expect(find('target[type=App].name', record)).toEqual(['target[type=App].name']);
    expect(find('target[0].name', record)).toEqual(['target[0].name']);
    expect(find('actor.email', record)).toEqual([]);
    expect(find('chain.a', record)).toEqual([]);
    expect(find('actor[0]', record)).toEqual([]);
  });

  it('finds keys with dots in them before nested ones', () => {
    const record = { a: { b: { c: 1 }, 'b.c': 2 }, 'a.b': { c: 3 }, 'a.b.c': 4 };
    const paths = findFields(FieldTree.of([record]), ['a', 'b', 'c']);
    expect(paths).toEqual([['a.b.c'], ['a', 'b.c'], ['a.b', 'c'], ['a', 'b', 'c']]);
  });

  it('finds all spellings, the exact one first', () => {
    expect(find('user', { USER: 1 }, { User: 2 }, { user: 3 })).toEqual(['user', 'USER', 'User']);
    expect(find('target.ID', { Target: { id: 1 }, target: { Id: 1 } })).toEqual(['Target.id', 'target.Id']);
    expect(find('user', { ' User ': 1 })).toEqual([' User ']);
    expect(find('user', { users: 1, user_: 1 })).toEqual([]);
  });

  it('looks into JSON that stands as text', () => {
    expect(find('data.Item.Id', { Data: '{"item":{"ID":1}}' })).toEqual(['Data.item.ID']);
  });
});

describe('findVendorFields', () => {
  const find = (name: string, record: object) => names(findVendorFields, [record], name);

  it.each([
    ['actor.alternateId', { actor_alternateId_s: 1 }],
    ['actor.alternateId', { actorAlternateId: 1 }],
    ['actor.alternateId', { actor: { alternate_id: 1 } }],
    ['actor.alternateId', { ACTOR: { ALTERNATEID: 1 } }],
    ['TimeGenerated', { 'TimeGenerated [UTC]': 1 }],
    ['published', { published_t: 1 }],
    ['count', { count_d: 1 }],
    ['isRisky', { isRisky_b: 1 }],
    ['id', { Id_g: 1 }],
    ['source.ip', { 'Source.IP': 1 }],
    ['TargetUserName', { 'Target User-Name': 1 }],
  ])('finds %s in %o', (name, record) => {
    expect(find(name, record)).toHaveLength(1);
  });

  it.each([
    ['actor.alternateId', { alternateId: 1 }],
    ['user', { user_name: 1 }],
    ['a.bc', { 'ab.c': 1 }],
    ['id', { 'id [CET]': 1 }],
  ])('finds no %s in %o', (name, record) => {
    expect(find(name, record)).toEqual([]);
  });

  it('finds an entry of a list that stands as text', () => {
    const record = { target_s: '[{"type":"AppInstance","displayName":"Wiki"}]' };
    expect(find('target[type=AppInstance].displayName', record)).toEqual([
      'target_s[type=AppInstance].displayName',
    ]);
  });

  it('puts what is spelt as the name is first', () => {
    expect(find('user.name', { user_name_s: 1, userName: 1, user: { name: 1 }, 'user.name': 1 })).toEqual([
      'user.name',
      'user.name',
      'user_name_s',
      'userName',
    ]);
  });
});
