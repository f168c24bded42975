import type { Profile } from './Profile.js';

/** All regular expressions of a profile, each once. */
export function patternsOf(profile: Profile): string[] {
  const patterns = new Set<string>();
  // Contexts may be called so, too.
  const { context = {}, ...others } = profile;
  JSON.stringify([others, Object.values(context)], (key, value) => {
    if (typeof value === 'string' && (key === 'match' || key === 'matches' || key === 'replace'))
      patterns.add(value);
    return value;
  });
  return [...patterns];
}
