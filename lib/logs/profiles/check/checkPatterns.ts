import { describe } from '../../../base/text/describe.js';
import { withConnection } from '../../../sql/withConnection.js';
import type { Profile } from '../Profile.js';

/** @throws RangeError in RE2's own words: only RE2 knows everything that it accepts */
export async function checkPatterns(profile: Profile, name: string): Promise<void> {
  const patterns = patternsOf(profile);
  if (patterns.size === 0) return;
  await withConnection(async (connection) => {
    for (const pattern of patterns) {
      await connection.run('SELECT regexp_matches(?, ?)', ['', pattern]).catch((error: Error) => {
        const fault = error.message.replace(/^[\w ]*Error: /, '');
        throw new RangeError(
          `Expected regular expressions (RE2) in ${name}, got ${describe(pattern)}: ${fault}`,
        );
      });
    }
  });
}

function patternsOf({ context = {}, ...others }: Profile): Set<string> {
  const patterns = new Set<string>();
  // Contexts only by their values: a context's name may be one of these keys, too.
  JSON.stringify([others, Object.values(context)], (key, value) => {
    if (typeof value === 'string' && /^(?:match|matches|replace)$/.test(key)) patterns.add(value);
    return value;
  });
  return patterns;
}
