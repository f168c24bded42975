import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPrefix, withoutPrefix } from '../../../lib/base/text/sharedPrefix.js';

const ARN = 'arn:aws:iam::811596193553';

describe('sharedPrefix', () => {
  it.each([
    [[`${ARN}:user/ann`, `${ARN}:role/ops`], ARN],
    [[`${ARN}:user/ann`, null, `${ARN}:user/anne`], `${ARN}:user`],
    [['\\\\files01\\hr\\pay', '\\\\files01\\hr\\plans'], '\\\\files01\\hr'],
    [['https://intranet//a', 'https://intranet//b'], 'https://intranet'],
  ])('ends before the last separator that all have: %j', (names, prefix) => {
    expect(sharedPrefix(names)).toBe(prefix);
  });

  it.each([
    ['one name alone', [`${ARN}:user/ann`, `${ARN}:user/ann`]],
    ['no name', []],
    ['a short one', ['corp\\hr\\ann', 'corp\\hr\\bob']],
    ['names that only begin alike', ['administrator-1', 'administrator-2']],
    ['times', ['2026-03-01T08:30:01', '2026-03-01T08:30:02']],
    ['words', ['the account: a.b', 'the account: a.c']],
  ])('is none of %s', (_, names) => {
    expect(sharedPrefix(names)).toBe('');
  });

  it('leaves something of a name that is where the others go on', () => {
    expect(sharedPrefix(['/var/log/company/audit/', '/var/log/company/audit/a'])).toBe('/var/log/company');
    expect(sharedPrefix(['/srv/departments/', '/srv/departments/a'])).toBe('');
  });

  it('with its rest is the name, and the rests of different names differ', () => {
    const name = fc.array(fc.constantFrom('arn', 'aws', '/', ':', '\\', '.', 'user', 'x'), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 6 }), (parts) => {
        const names = parts.map((part) => `abcdefghijkl:${part.join('')}`);
        const prefix = sharedPrefix(names);
        const shown = names.map((name) => withoutPrefix(name, prefix));
        expect(shown.map((text) => text.replace(/^…/, prefix))).toEqual(names);
        expect(new Set(shown).size).toBe(new Set(names).size);
        if (prefix !== '')
          expect(shown.every((text) => /^…[/\\:.]+[^/\\:.]|^…[/\\:.]{2}/.test(text))).toBe(true);
      }),
    );
  });
});
