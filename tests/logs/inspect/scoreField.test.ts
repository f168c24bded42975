import { describe, expect, it } from 'vitest';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import type { Json } from '../../../lib/logs/fields/json.js';
import { parsePath } from '../../../lib/logs/fields/path.js';
import { LIKELY, scoreField } from '../../../lib/logs/inspect/fieldRoles.js';
import { valueKinds } from '../../../lib/logs/inspect/valueKinds.js';

function fieldOf(values: readonly Json[]): FieldTree {
  const field = new FieldTree();
  for (const value of values) field.add(value);
  return field;
}

/** What a field could be, the likeliest first. */
function rolesOf(name: string, ...values: Json[]): string[] {
  const { scores } = scoreField({ name, path: parsePath(name), field: fieldOf(values) });
  return Object.entries(scores)
    .filter(([, score]) => score > LIKELY)
    .sort(([, a], [, b]) => b - a)
    .map(([role]) => role);
}

describe('valueKinds', () => {
  it.each([
    ['2026-03-01', { time: 1, day: 1, clock: 0 }],
    ['2026-03-01T08:00:00Z', { time: 1, day: 0 }],
    ['3/21/2026, 10:38:57.794 PM', { time: 1, day: 0 }],
    ['[10/Oct/2026:13:55:36 +0000]', { time: 1 }],
    ['20260321101233.183', { time: 1, number: 1 }],
    ['1772438407', { time: 1, epoch: 1, number: 1 }],
    ['08:15:00', { clock: 1, time: 0, address: 0 }],
    ['192.0.2.7:443', { address: 1, time: 0 }],
    ['2001:db8:1::7', { address: 1 }],
    ['ada@example.com', { mail: 1, number: 0 }],
    ['20269999', { time: 0, number: 1, positive: 1 }],
    ['-4', { number: 1, positive: 0 }],
    ['e-004', { digits: 1, number: 0 }],
    [`${'x'.repeat(201)}`, { long: 1 }],
  ])('of %s are %j', (value, kinds) => {
    expect(valueKinds(fieldOf([value]))).toMatchObject(kinds);
  });

  it('are shares of distinct values, and 0 where there is none', () => {
    expect(valueKinds(fieldOf(['1', '1', '1', 'a', 'b', 'c'])).number).toBe(0.25);
    expect(valueKinds(fieldOf([null, ''])).number).toBe(0);
  });
});

describe('scoreField', () => {
  it.each<[string, Json[], string[]]>([
    ['account', ['ada', 'ben'], ['user']],
    ['actor.user.email', ['ada@example.com', 'ben@example.com'], ['user']],
    ['UserAgent', ['curl/8', 'aws-cli/2'], []],
    ['userDomain', ['CORP', 'LAB'], []],
    ['entity.file.name', ['plan', 'budget'], ['resource']],
    ['share', ['a', 'b'], ['resource']],
    ['resourceType', ['a', 'b'], []],
    ['hostIp', ['192.0.2.1', '192.0.2.2'], ['address']],
    ['tenantId', ['t1', 't1', 't2', 't2'], ['tenant']],
    ['account_number', ['987654321098', '987654321099'], []],
    ['n', ['3', '12', '3'], ['count']],
    ['n', ['3', '0', '-1'], []],
    ['eventId', ['e-1', 'e-2', 'e-3'], ['id']],
    ['EventID', ['4624', '4624', '4624', '4625'], []],
    ['action', ['view', 'view', 'edit'], ['action']],
    ['outcome.result', ['SUCCESS', 'FAILURE'], ['outcome']],
    ['at', ['2026-03-01', '2026-03-02'], ['time']],
  ])('%s with %j could be %j', (name, values, roles) => {
    const found = rolesOf(name, ...values);
    if (roles.length > 0) expect(found[0]).toBe(roles[0]);
    else for (const role of ['user', 'resource', 'time', 'count', 'id']) expect(found).not.toContain(role);
  });

  it('is nothing where there are no values', () => {
    expect(rolesOf('user')).toEqual([]);
    expect(rolesOf('time', null)).toEqual([]);
  });
});
