import { expect, it } from 'vitest';
import { faultOfPattern, groupOf } from '../../../lib/logs/profiles/pattern.js';

it.each([
  ['(a)b', 1],
  ['(?:a)(b)', 1],
  ['(?P<name>a)', 1],
  ['(?<name>a)', 1],
  ['(?i)(a)', 1],
  ['a[b]](c)', 1],
  ['[]](c)', 1],
  ['abc', 0],
  ['(?:a)', 0],
  ['(?i)a', 0],
  ['\\(a\\)', 0],
  ['[(]a[)]', 0],
  ['[^](]a', 0],
  ['[[:alpha:](]', 0],
  ['\\Q(a)\\E', 0],
] as const)('%s means group %d', (pattern, group) => {
  expect(groupOf(pattern)).toBe(group);
});

it.each(['^a$', '(?i)a', 'a(?i:b)', '(?P<n>a)', '\\d+\\.\\d', '[^\\r\\n]*', '(?s)a.*?b', '(?:a|b)'])(
  '%s is right',
  (pattern) => {
    expect(faultOfPattern(pattern)).toBeUndefined();
  },
);

it.each([
  ['a(b', /group/i],
  ['a)b', /\)/],
  ['[a', /class/i],
  ['*a', /repeat/i],
  ['a(?=b)', /RE2 has no/],
  ['(?<!a)b', /RE2 has no/],
  ['(a)\\1', /RE2 has no/],
])('%s is none', (pattern, fault) => {
  expect(faultOfPattern(pattern)).toMatch(fault);
});
