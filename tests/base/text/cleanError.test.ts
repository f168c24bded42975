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
  const frozen = Object.freeze(new Error('x'));
  expect(cleanError(frozen, [SECRET])).toBe(frozen);
});

it('gives back a copy of what has a secret and cannot be changed', () => {
  class OwnError extends Error {
    override readonly name = 'OwnError';
  }
  const details = Object.freeze({ list: Object.freeze([said]), words: Object.freeze(new Set([said])) });
  const error = Object.assign(new OwnError(said), { details, code: 7 });
  const inner = Object.freeze(Object.assign(new Error('inner'), { error }));
  const frozen = Object.freeze(Object.assign(error, { cause: inner }));
  const cleaned = cleanError(frozen, [SECRET]);
  expect(cleaned).toBeInstanceOf(OwnError);
  expect(cleaned).toMatchObject({ name: 'OwnError', message: 'no right for ***\\u202e', code: 7 });
  expect(cleaned.stack).toContain('cleanError.test.ts');
  expect(cleaned.details).toEqual({
    list: ['no right for ***\\u202e'],
    words: new Set(['no right for ***\\u202e']),
  });
  expect((cleaned.cause as { error: unknown }).error).toBe(cleaned);
  expect(inspect(cleaned, { depth: 30, showHidden: true }) + cleaned.stack).not.toMatch(/secret|nobody/);
  // The given object is unchanged.
  expect(frozen.message).toBe(said);
});

it('gives back a copy where one property alone cannot be changed', () => {
  const error = Object.defineProperty(new Error('x'), 'token', { value: said, enumerable: true });
  expect(inspect(cleanError(error, [SECRET]))).toContain("token: 'no right for ***");
});

it('leaves no secret in names of properties and in members of sets', () => {
  const error = Object.assign(new Error('x'), {
    headers: { [said]: 'a', other: 'b' },
    seen: new Set([said, { deep: said }, 'plain']),
  });
  expect(cleanError(error, [SECRET])).toBe(error);
  expect(error.headers).toEqual({ 'no right for ***\\u202e': 'a', other: 'b' });
  const shown = 'no right for ***\\u202e';
  expect([...error.seen]).toEqual([shown, { deep: shown }, 'plain']);
});
