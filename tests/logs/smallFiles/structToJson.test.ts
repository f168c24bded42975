import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { structToJson } from '../../../lib/logs/smallFiles/structToJson.js';

const read = (text: string) => {
  const json = structToJson(text);
  return json === undefined ? undefined : JSON.parse(json);
};

describe('structToJson', () => {
  it.each<[string, unknown]>([
    ['{type=Role, userName=null}', { type: 'Role', userName: null }],
    ['{a={b={c=1}}, d=2}', { a: { b: { c: '1' } }, d: '2' }],
    ['{a=[x, y], b=[]}', { a: ['x', 'y'], b: [] }],
    ['{a={}, b=}', { a: {}, b: '' }],
    [
      '[{arn=r1, type=T}, {arn=r2, type=null}]',
      [
        { arn: 'r1', type: 'T' },
        { arn: 'r2', type: null },
      ],
    ],
    ['{name=Lovelace, Ada, role=x}', { name: 'Lovelace, Ada', role: 'x' }],
    ['{url=https://example.com/?a=1&b=2, n=3}', { url: 'https://example.com/?a=1&b=2', n: '3' }],
    ['{note=a (b) "c" \'d\', n=1}', { note: 'a (b) "c" \'d\'', n: '1' }],
    ['{policy={"Version":"2012"}, n=1}', { policy: '{"Version":"2012"}', n: '1' }],
    ['  {a=1}\n', { a: '1' }],
    ['{__proto__=1}', JSON.parse('{"__proto__":"1"}')],
  ])('reads %s', (text, value) => {
    expect(read(text)).toEqual(value);
  });

  it.each([
    ...[
      '',
      'x',
      '{}',
      '[]',
      '{a}',
      '{a=1',
      'a=1}',
      '{"a":1}',
      '{"a=b":1}',
      '[1, 2]',
      '[a=1]',
      '{a=1}}',
      '{a=1} x',
    ],
    ...['{a=[1}', '{a=1]'],
  ])('reads no struct in %j', (text) => {
    expect(structToJson(text)).toBeUndefined();
  });

  const key = fc.string({ unit: fc.constantFrom('a', 'B', '_', '1', '-', '.', 'é'), maxLength: 5 });
  const name = key.map((text) => `k${text}`);
  const plain = fc
    .string({
      unit: fc.constantFrom('a', '1', ':', '/', ' ', '"', "'", '\\', '(', '\n', '😀', '.'),
      maxLength: 8,
    })
    .map((text) => `v${text}w`);
  const { struct } = fc.letrec<{ struct: unknown; value: unknown; list: unknown }>((tie) => ({
    struct: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4 }),
    list: fc.oneof(fc.array(plain, { maxLength: 3 }), fc.array(tie('struct'), { maxLength: 3 })),
    value: fc.oneof({ depthSize: 'small' }, plain, fc.constant(null), tie('struct'), tie('list')),
  }));

  it('reads what Trino writes', () => {
    fc.assert(
      fc.property(struct, (value) => {
        expect(read(written(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  it('never fails, and what it gives is JSON', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '=', ',', ' ', 'a', '"', 'null') });
    fc.assert(
      fc.property(text, fc.boolean(), (inner, isInside) => {
        read(isInside ? `{a=${inner}}` : inner);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes a time that grows with the text alone', () => {
    const text = `{${Array.from({ length: 20_000 }, (_, n) => `k${n}=v, w`).join(', ')}}`;
    expect(Object.keys(read(text))).toHaveLength(20_000);
  });
});

/** A value in Trino's notation. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([name, each]) => `${name}=${written(each)}`);
  return `{${entries.join(', ')}}`;
}
