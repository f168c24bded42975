import { describe, expect, it } from 'vitest';
import { keptLetters } from '../../../lib/logs/profiles/keptLetters.js';
import type { Value } from '../../../lib/logs/profiles/Profile.js';
import { profiles } from '../../../lib/logs/profiles/profiles.js';

const asIs = { breaks: '', anyCase: false };

describe('keptLetters', () => {
  it.each<[Value, unknown]>([
    ['user', asIs],
    [['user', { of: 'name', before: '@' }], asIs],
    [{ of: 'name', match: '^(.+)$' }, asIs],
    [
      { of: 'name', case: 'upper' },
      { breaks: '', anyCase: true },
    ],
    [
      { join: ['a', 'b'], with: ':' },
      { breaks: ':', anyCase: false },
    ],
    [{ join: [{ text: ':' }, 'b'] }, { breaks: ':', anyCase: false }],
    [
      { cases: [{ when: { field: 'x', filled: true }, use: 'a' }], else: { join: ['b', 'c'], with: '/' } },
      { breaks: '/', anyCase: false },
    ],
    [{ join: ['a', 'b'] }, undefined],
    [{ join: ['a', 'b'], with: ' to ' }, undefined],
    [{ text: 'all' }, undefined],
    [['user', { text: 'drive' }], undefined],
    [{ of: 'name', replace: '-', by: '' }, undefined],
    [{ of: 'ip', family: 'network' }, undefined],
  ])('%j', (value, kept) => {
    const got = keptLetters(value);
    expect(got === undefined ? undefined : { ...got, breaks: [...new Set(got.breaks)].join('') }).toEqual(
      kept,
    );
  });

  it('knows the users of most profiles', () => {
    const unknown = Object.entries(profiles).filter(([, { user }]) => keptLetters(user) === undefined);
    expect(unknown.map(([name]) => name)).toEqual(['windows']);
  });
});
