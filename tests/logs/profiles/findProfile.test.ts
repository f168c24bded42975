import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { findProfile } from '../../../lib/logs/profiles/findProfile.js';
import { profiles } from '../../../lib/logs/profiles/profiles.js';
import { accesses } from './readSample.js';

const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const WIKI = fileURLToPath(new URL('../../fixtures/logs/profiles/wiki.profile.json', import.meta.url));

describe('a profile', () => {
  it('of ours is found by its name', async () => {
    expect(await findProfile('okta')).toEqual({ name: 'okta', profile: profiles.okta });
  });

  it('of a user is read from its file', async () => {
    const { name, profile } = await findProfile(WIKI);
    expect(name).toBe('wiki');
    const records: Json[] = [
      { at: '2026-03-01T08:00:00Z', login: 'ada@example.com', action: 'view', page: '/hr/pay' },
      { at: '2026-03-01T08:01:00Z', login: 'ben@example.com', action: 'view', page: '/it', code: 403 },
      { at: '2026-03-01T08:02:00Z', login: 'bot-index', action: 'view', page: '/it' },
      { at: '2026-03-01T08:03:00Z', login: 'ada@example.com', action: 'logout' },
    ];
    expect(await accesses(profile, records)).toEqual([
      'ada@example.com | hr',
      'failed',
      'service',
      'other event',
    ]);
  });

  it('with a mark of byte order is read, too', async () => {
    const text = JSON.stringify(profiles.zeek);
    const { name, profile } = await findProfile(file('My.JSON', `\ufeff${text}`));
    expect({ name, profile }).toEqual({ name: 'My', profile: profiles.zeek });
  });

  it('that is not known is an error that lists those there are', async () => {
    const names = Object.keys(profiles).map((name) => `'${name}'`);
    await expect(findProfile('splunk')).rejects.toThrow(
      new RangeError(`Expected profile to be ${names.join(', ')} or the path of a .json file, got "splunk"`),
    );
    await expect(findProfile('Okta')).rejects.toThrow('got "Okta" (okta?)');
    await expect(findProfile('toString')).rejects.toThrow('got "toString"');
    await expect(findProfile(5 as unknown as string)).rejects.toThrow(TypeError);
  });

  it('whose file is none says so', async () => {
    const nowhere = join(folder, 'nowhere.json');
    await expect(findProfile(nowhere)).rejects.toThrow(`Expected a profile in ${nowhere}, got no such file`);
    const broken = file('broken.json', '{ "title": ');
    await expect(findProfile(broken)).rejects.toThrow(`Expected ${broken} to be JSON, got Unexpected end`);
    const empty = file('empty.json', '{}');
    await expect(findProfile(empty)).rejects.toThrow(`Expected profile in ${empty} to have title, got none`);
  });

  it('with a pattern that only RE2 refuses says so in its words', async () => {
    const profile = { ...profiles.zeek, res: { of: 'a', match: 'a{1001}' } };
    const path = file('pattern.json', JSON.stringify(profile));
    await expect(findProfile(path)).rejects.toThrow(
      `Expected regular expressions (RE2) in ${path}, got "a{1001}": `,
    );
  });
});
