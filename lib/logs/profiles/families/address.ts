import { sqlText } from '../../../sql/sqlText.js';
import { computedOnce } from '../../times/computedOnce.js';

/** An IPv4 address with a port, or an IPv6 address in brackets; of several with commas the first. */
const IPV4 = '^\\s*((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?::[0-9]+)?\\s*(?:,.*)?$';
const BRACKETS = '^\\s*\\[([0-9A-Fa-f:.]+)(?:%[^\\]]*)?\\](?::[0-9]+)?\\s*(?:,.*)?$';
/** IPv4 within IPv6. */
const MAPPED = '^\\s*\\[?::ffff:((?:[0-9]{1,3}\\.){3}[0-9]{1,3})(?:\\]:[0-9]+|\\])?\\s*(?:,.*)?$';

/**
 * An address in full as SQL, without its port, which changes each time: `192.0.2.1`, `2001:db8::1`. Other
 * text, such as the name of a service, stays as it is.
 */
export function addressSql(sql: string): string {
  return computedOnce(sql, 'address', (address) => {
    const found = (pattern: string, text = address) =>
      `nullif(regexp_extract(${text}, ${sqlText(pattern)}, 1), '')`;
    const first = `nullif(trim(split_part(${address}, ',', 1)), '')`;
    return `coalesce(${found(IPV4)}, CASE WHEN contains(${address}, ':')
      THEN coalesce(${found(MAPPED, `lower(${address})`)}, lower(${found(BRACKETS)})) END, ${first})`;
  });
}
