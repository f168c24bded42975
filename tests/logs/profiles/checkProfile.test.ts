import { describe, expect, it } from 'vitest';
import { checkProfile } from '../../../lib/logs/profiles/checkProfile.js';
import type { Profile } from '../../../lib/logs/profiles/Profile.js';

const OK: Profile = {
  title: 'The wiki',
  access: { field: 'page', filled: true },
  user: 'login',
  res: 'page',
  time: 'when',
};

const check = (given: unknown) => checkProfile(given, 'wiki.json');

it('takes what is one', () => {
  const whole: Profile = {
    ...OK,
    url: 'https://wiki.example.com',
    within: ['payload'],
    access: {
      all: [
        { field: 'a', is: ['x', 1, true] },
        { not: { field: ['a', 'b'], not: 'y' } },
        {
          any: [
            { field: 'a', matches: '(?i)^x' },
            { field: 'a', above: 3 },
          ],
        },
      ],
    },
    failed: { field: 'status', above: 399 },
    tenant: ['a', 'b'],
    id: { join: ['a', { text: '/' }], with: ' ' },
    accounts: { machine: { field: 'a', matches: '\\$$' }, anonymous: { field: 'a', filled: false } },
    foldCase: ['user', 'res'],
    context: {
      network: { of: 'ip', family: 'network' },
      b: { cases: [{ when: { field: 'a', is: 1 }, use: 'b' }], else: 'c' },
      c: { of: { of: 'a', before: '/' }, replace: 'x', by: '' },
    },
  };
  expect(check(whole)).toEqual(whole);
  expect(check(JSON.parse(JSON.stringify(OK)))).toEqual(OK);
});

describe('says where what is wrong stands', () => {
  let deep: unknown = 'a';
  for (let i = 0; i < 40; i++) deep = { of: deep, before: '/' };
  const circle: unknown[] = [];
  circle.push(circle);

  it.each<[string, object | string | null | unknown[], string]>([
    ['no object', 'x', 'Expected profile in wiki.json to be an object, got "x"'],
    ['a list', [], 'Expected profile in wiki.json to be an object, got an empty array'],
    ['null', null, 'Expected profile in wiki.json to be an object, got null'],
    [
      'a key missing',
      { ...OK, user: undefined, title: 'x' },
      'Expected profile.user in wiki.json to be a path, a list, or an object with text, join, cases or of, got undefined',
    ],
    [
      'no access',
      (({ access, ...rest }) => rest)(OK),
      'Expected profile in wiki.json to have access, got none',
    ],
    [
      'a key misspelt',
      { ...OK, tennant: 'a' },
      'foldCase, context, operation, result, got tennant (tenant?)',
    ],
    ['an empty title', { ...OK, title: ' ' }, 'Expected profile.title in wiki.json to be a title, got "␠"'],
    [
      'within as a text',
      { ...OK, within: 'a' },
      'Expected profile.within in wiki.json to be a list of paths, got "a"',
    ],
    [
      'within of a number',
      { ...OK, within: ['a', 1] },
      'Expected profile.within[1] in wiki.json to be a path, got 1',
    ],
    [
      'a number as a path',
      { ...OK, user: ['a', 5] },
      'Expected profile.user[1] in wiki.json to be a path, a list, or an object with text, join, cases or of, got 5',
    ],
    [
      'an empty list',
      { ...OK, user: [] },
      'Expected profile.user in wiki.json to be a list of values, got an empty array',
    ],
    [
      'an empty path',
      { ...OK, res: '' },
      'Expected profile.res in wiki.json to be a path, a list, or an object with text, join, cases or of, got ""',
    ],
    ['a path with a line break', { ...OK, res: 'a\nb' }, 'got "a\\u000ab"'],
    ['a form misspelt', { ...OK, res: { jion: ['a'] } }, 'got jion (join?)'],
    [
      'an object with nothing',
      { ...OK, res: {} },
      'to be a path, a list, or an object with text, join, cases or of, got an object',
    ],
    [
      'a text beside others',
      { ...OK, res: { text: 'a', with: 'b' } },
      'Expected profile.res in wiki.json to have keys among text, got with',
    ],
    [
      'a row of nothing',
      { ...OK, res: { join: [] } },
      'Expected profile.res.join in wiki.json to be a list of values, got an empty array',
    ],
    [
      'no change',
      { ...OK, res: { of: 'a' } },
      'Expected profile.res in wiki.json to have of and one of before, after, case, match, replace, family, and by beside replace, got an object',
    ],
    ['two changes', { ...OK, res: { of: 'a', before: 'b', after: 'c' } }, 'to have of and one of'],
    ['replace without by', { ...OK, res: { of: 'a', replace: 'b' } }, 'and by beside replace'],
    [
      'by a number',
      { ...OK, res: { of: 'a', replace: 'b', by: 1 } },
      'Expected profile.res.by in wiki.json to be a text, got 1',
    ],
    [
      'an unknown family',
      { ...OK, res: { of: 'a', family: 'browser' } },
      'Expected profile.res.family in wiki.json to be one of network, client, device, address, got "browser"',
    ],
    [
      'an unknown case',
      { ...OK, res: { of: 'a', case: 'title' } },
      "Expected profile.res.case in wiki.json to be 'upper' or 'lower', got \"title\"",
    ],
    [
      'a broken pattern',
      { ...OK, res: { of: 'a', match: 'a(' } },
      'Expected profile.res.match in wiki.json to be a regular expression (RE2), got "a(": Unterminated group',
    ],
    [
      'what RE2 has not',
      { ...OK, access: { field: 'a', matches: 'a(?!b)' } },
      'Expected profile.access.matches in wiki.json to be a regular expression (RE2), got "a(?!b)": RE2 has no',
    ],
    [
      'cases that are none',
      { ...OK, res: { cases: [{ if: 1 }] } },
      'Expected profile.res.cases[0] in wiki.json to have keys among when, use, got if',
    ],
    [
      'a case without a value',
      { ...OK, res: { cases: [{ when: { field: 'a', is: 1 } }] } },
      'Expected profile.res.cases[0] in wiki.json to have use, got none',
    ],
    [
      'a predicate as a text',
      { ...OK, access: 'a' },
      'Expected profile.access in wiki.json to be an object with all, any, not or field, got "a"',
    ],
    [
      'a predicate with a test but no field',
      { ...OK, access: { is: 1 } },
      'Expected profile.access in wiki.json to be an object with all, any, not or field, got an object',
    ],
    ['a test misspelt', { ...OK, access: { field: 'a', match: 'b' } }, 'got match (matches?)'],
    [
      'no test',
      { ...OK, failed: { field: 'a' } },
      'Expected profile.failed in wiki.json to have field and one of is, not, matches, filled, above, got an object',
    ],
    ['two tests', { ...OK, failed: { field: 'a', is: 1, not: 2 } }, 'to have field and one of'],
    [
      'all of nothing',
      { ...OK, access: { all: [] } },
      'Expected profile.access.all in wiki.json to be a list of predicates, got an empty array',
    ],
    [
      'filled of a text',
      { ...OK, access: { field: 'a', filled: 'yes' } },
      'Expected profile.access.filled in wiki.json to be true or false, got "yes"',
    ],
    [
      'above a text',
      { ...OK, access: { field: 'a', above: '3' } },
      'Expected profile.access.above in wiki.json to be a number, got "3"',
    ],
    [
      'is null',
      { ...OK, access: { any: [{ field: 'a', is: [1, null] }] } },
      'Expected profile.access.any[0].is[1] in wiki.json to be a text, a number, true or false, got null',
    ],
    [
      'an unknown kind',
      { ...OK, accounts: { robot: { field: 'a', is: 1 } } },
      'Expected profile.accounts in wiki.json to have keys among machine, service, anonymous, got robot',
    ],
    ['a kind misspelt', { ...OK, accounts: { machines: { field: 'a', is: 1 } } }, 'got machines (machine?)'],
    [
      'case of the tenant',
      { ...OK, foldCase: ['tenant'] },
      "Expected profile.foldCase[0] in wiki.json to be 'user' or 'res', got \"tenant\"",
    ],
    [
      'a context of a column',
      { ...OK, context: { User: 'a' } },
      'other than tenant, user, res, likelihood, first, last, day, hour, got "User"',
    ],
    [
      'a context with a blank',
      { ...OK, context: { 'a b': 'a' } },
      'Expected profile.context in wiki.json to have names of letters, digits and _',
    ],
    ['what is too deep', { ...OK, res: deep }, 'to be less than 30 deep'],
    ['what has itself in it', { ...OK, res: circle }, 'to be less than 30 deep'],
  ])('%s', (_, given, message) => {
    expect(() => check(given)).toThrow(message);
  });

  it('with a TypeError where the type is wrong, a RangeError where the value is', () => {
    expect(() => check(5)).toThrow(TypeError);
    expect(() => check({ ...OK, user: 5 })).toThrow(TypeError);
    expect(() => check({ ...OK, user: '' })).toThrow(RangeError);
    expect(() => check({ ...OK, who: 'a' })).toThrow(RangeError);
  });
});
