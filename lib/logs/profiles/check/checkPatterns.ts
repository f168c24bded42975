import { describe } from '../../../base/text/describe.js';
import { withConnection } from '../../../sql/withConnection.js';
import type { Profile } from '../Profile.js';
import { patternsOf } from '../patternsOf.js';

/**
 * Tries a profile's regular expressions on nothing: only RE2 itself knows all that it takes.
 *
 * @throws RangeError with RE2's own words
 */
export async function checkPatterns(profile: Profile, name: string): Promise<void> {
  const patterns = patternsOf(profile);
  if (patterns.length === 0) return;
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
