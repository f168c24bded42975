import { describe, expect, it } from 'vitest';
import { Entities, positions, renumber, union } from '../../lib/accesses/entities.js';

describe('Entities', () => {
  const entities = new Entities(
    new Map<string, Iterable<string>>([
      ['t2', ['bob', 'ann']],
      ['t1', new Set(['zoe', 'bob'])],
    ]),
  );

  it('orders ids by tenant and name', () => {
    expect(entities.size).toBe(4);
    expect(entities.tenants).toEqual(['t1', 't2']);
    expect(entities.names).toEqual(['bob', 'zoe', 'ann', 'bob']);
    expect([...entities.starts]).toEqual([0, 2, 4]);
    expect([...entities.tenantOfEach()]).toEqual([0, 0, 1, 1]);
  });

  it('finds a name within its tenant', () => {
    expect(entities.find('t1', 'bob')).toBe(0);
    expect(entities.find('t2', 'bob')).toBe(3);
    expect(entities.find('t2', 'zoe')).toBe(-1);
    expect(entities.find('t3', 'bob')).toBe(-1);
  });

  it('finds a tenant', () => {
    expect(['t1', 't2', 't3', '__proto__'].map((tenant) => entities.findTenant(tenant))).toEqual([
      0, 1, -1, -1,
    ]);
  });

  it('takes names of object properties for names', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    expect(entities.find('__proto__', 'constructor')).toBe(-1);
    const harmless = new Entities(new Map([['__proto__', names]]));
    for (const name of names) expect(harmless.names[harmless.find('__proto__', name)]).toBe(name);
  });

  it('may be empty', () => {
    const none = new Entities(new Map());
    expect(none.size).toBe(0);
    expect(none.find('t1', 'bob')).toBe(-1);
  });
});

describe('entities of two sources', () => {
  const few = new Entities(new Map([['t1', ['zoe', 'bob']]]));
  const others = new Entities(
    new Map([
      ['t1', ['ann', 'zoe']],
      ['t2', ['bob']],
    ]),
  );

  it('are joined by tenant and name', () => {
    const both = union(few, others);
    expect(both.names).toEqual(['ann', 'bob', 'zoe', 'bob']);
    expect([...both.starts]).toEqual([0, 3, 4]);
    expect([...positions(few, both)]).toEqual([1, 2]);
    expect([...positions(others, both)]).toEqual([0, 2, 3]);
  });

  it('have other ids for the same names, and -1 for others', () => {
    expect([...positions(few, others)]).toEqual([-1, 1]);
    expect([...renumber(Int32Array.of(1, 0, 1), few, others)]).toEqual([1, -1, 1]);
    expect([...renumber(Int32Array.of(1, 0, 1), few, few)]).toEqual([1, 0, 1]);
  });
});
