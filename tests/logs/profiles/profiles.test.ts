import { describe, expect, it } from 'vitest';
import { checkPatterns } from '../../../lib/logs/profiles/check/checkPatterns.js';
import { checkProfile } from '../../../lib/logs/profiles/checkProfile.js';
import { pathsOf } from '../../../lib/logs/profiles/pathsOf.js';
import { profiles } from '../../../lib/logs/profiles/profiles.js';
import { readSample } from './readSample.js';

describe.each(Object.entries(profiles))('%s', (name, profile) => {
  it('is data: JSON of it is itself, and right', async () => {
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
    expect(checkProfile(profile, name)).toBe(profile);
    await checkPatterns(profile, name);
  });

  it('names paths, each once', () => {
    const paths = pathsOf(profile);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.length).toBeGreaterThan(5);
  });

  it('makes SQL of all of its values that says nothing of an event that is of another log', async () => {
    const [read] = await readSample(profile, [{ x: 1 }]);
    expect(read).toMatchObject({ access: false, failed: false, user: null, time: null, id: null });
  });
});
