import { sqlText } from '../../../sql/sqlText.js';
import { computedOnce } from '../../times/computedOnce.js';

/** Systems, by patterns in lower case. iOS says that it is like macOS, Android that it is Linux. */
const SYSTEMS: readonly (readonly [system: string, pattern: string])[] = [
  ['iOS', '(^|[^a-z])(ios|iphone|ipad|ipados|ipod)'],
  ['Android', 'android'],
  ['Windows', 'windows|(^|[^a-z])win(nt|32|64)'],
  ['ChromeOS', '(^|[^a-z])cros($|[^a-z])|chrome ?os'],
  ['macOS', 'mac ?os|macintosh|os ?x|os/macos|darwin'],
  ['Linux', 'linux|ubuntu|debian|fedora|x11'],
];

/** The system of a user agent, or of a system's own name, as SQL: `Windows`, `iOS`, ..., or NULL. */
export function deviceSql(sql: string): string {
  return computedOnce(`lower(${sql})`, 'lowered', (lowered) => {
    const branches = SYSTEMS.map(
      ([system, pattern]) => `WHEN regexp_matches(${lowered}, ${sqlText(pattern)}) THEN ${sqlText(system)}`,
    );
    return `CASE ${branches.join(' ')} END`;
  });
}
