import { inspect } from 'node:util';
import { Metadata } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { cleanError } from '../../../lib/base/text/cleanError.js';

const SECRET = 'a-secret-that-nobody-may-see';
const said = `no right for ${SECRET}\u202e`;

it('leaves no secret and nothing invisible in an error and in all that it holds', () => {
  const metadata = new Metadata();
  metadata.set('www-authenticate', `Bearer ${SECRET}`);
  metadata.set('trace-bin', Buffer.from(said));
  const inner = Object.assign(new Error(said), { code: 7, details: said, metadata });
  const error = new AggregateError([new Error(said)], said, { cause: inner });
  Object.assign(error, { list: [said, { deep: new Map([[said, said]]) }], loop: error });
  expect(cleanError(error, [SECRET])).toBe(error);
  expect(error.cause).toBe(inner);
  expect(inner.code).toBe(7);
  expect(inner.message).toBe('no right for ***\\u202e');
  expect(inner.stack).toContain('cleanError.test.ts');
  const all = inspect(error, { depth: 30, showHidden: true }) + error.stack + inner.stack;
  expect(all).not.toMatch(/secret|nobody|\u202e/);
  expect(metadata.get('www-authenticate')).toEqual(['Bearer ***']);
  expect(String(metadata.get('trace-bin')[0])).toContain('no right for ***');
});

it('leaves an error without them as it is', () => {
  const error = new Error('a\n  b');
  const { stack } = error;
  cleanError(error, [SECRET]);
  expect([error.message, error.stack]).toEqual(['a\n  b', stack]);
  expect(cleanError(undefined, [SECRET])).toBe(undefined);
  expect(cleanError(Object.freeze(new Error('x')), [SECRET]).message).toBe('x');
});
