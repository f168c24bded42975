import { describe, expect, it } from 'vitest';
import { resolveAccounts } from '../../../lib/logs/options/resolveAccounts.js';
import type { ReadAccessOptions } from '../../../lib/logs/ReadAccessOptions.js';

const untold = { person: 'keep', machine: 'leaveOut', service: 'leaveOut', anonymous: 'leaveOut' };

describe('resolveAccounts', () => {
  it('takes treatments and names, as text and as objects', () => {
    expect(resolveAccounts('machine=keep, service=svc_*|Backup ', true)).toEqual({
      treatments: { ...untold, machine: 'keep' },
      named: [{ kind: 'service', patterns: ['svc_*', 'Backup'], treatment: 'apart' }],
    });
    expect(resolveAccounts({ machine: 'keep', service: ['svc_*', 'Backup'] }, true)).toEqual(
      resolveAccounts('machine=keep,service=svc_*|Backup', true),
    );
  });

  it('keeps persons that are named, and goes by a treatment among the names', () => {
    expect(resolveAccounts('service=leaveOut|svc_*,person=j.*', true)).toEqual({
      treatments: untold,
      named: [
        { kind: 'person', patterns: ['j.*'], treatment: 'keep' },
        { kind: 'service', patterns: ['svc_*'], treatment: 'leaveOut' },
      ],
    });
  });

  it('takes what stands behind the first = for the name', () => {
    expect(resolveAccounts('service=CN=svc*', false).named).toEqual([
      { kind: 'service', patterns: ['CN=svc*'], treatment: 'apart' },
    ]);
  });

  it.each([
    ['service=*', /got "\*": that is every account$/],
    [{ service: ['svc_*', '**'] }, /got \[?.*every account$/],
    ['service=', /^Expected accounts.service to be 'keep', 'leaveOut' or 'apart', or names of accounts/],
    ['service=Keep', /got "Keep" \(keep\?\)$/],
    ['service=keep|apart', /got "keep\|apart"$/],
    [{ service: [] }, /^Expected accounts.service to be/],
    ['robots=keep', /robots$/],
    ['service', /^Expected accounts like 'machine=keep, service=apart' or 'service=svc_\*', got "service"$/],
  ])('refuses %j', (accounts, message) => {
    const resolve = () => resolveAccounts(accounts as NonNullable<ReadAccessOptions['accounts']>, true);
    expect(resolve).toThrow(RangeError);
    expect(resolve).toThrow(message);
  });

  it('refuses what is no text', () => {
    const wrong = { service: 1 } as unknown as NonNullable<ReadAccessOptions['accounts']>;
    expect(() => resolveAccounts(wrong, true)).toThrow(TypeError);
  });

  it('takes names alone without a profile', () => {
    const message =
      'Expected a profile beside accounts, got none; without one, accounts are named: service=svc_*';
    expect(() => resolveAccounts('service=apart', false)).toThrow(message);
    expect(() => resolveAccounts('service=svc_*, machine=keep', false)).toThrow(message);
  });
});
