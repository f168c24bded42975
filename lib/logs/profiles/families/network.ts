import { sqlText } from '../../../sql/sqlText.js';
import { computedOnce } from '../../times/computedOnce.js';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
/** What may follow an address: a port, and further addresses on its way. */
const END = '(?::[0-9]+)?\\s*(?:,.*)?$';
const IPV4 = `^\\s*((?:${OCTET}\\.){3})${OCTET}${END}`;
/** In brackets with a port, or bare; without the zone that names an interface. */
const IPV6 =
  '^\\s*(?:\\[([0-9A-Fa-f:.]+)(?:%[^\\]]*)?\\](?::[0-9]+)?|([0-9A-Fa-f:.]+)(?:%[^,]*)?)\\s*(?:,.*)?$';
const DOTTED = `:(${OCTET})\\.(${OCTET})\\.(${OCTET})\\.(${OCTET})$`;

/**
 * The network of an address as SQL: `192.0.2.0/24`, `2001:db8:1::/48`, or NULL if it isn't one. IPv6 may be
 * written in any way, and IPv4 within IPv6 (`::ffff:192.0.2.1`) is IPv4. Of several addresses with commas the
 * first counts.
 */
export function networkSql(sql: string): string {
  return computedOnce(sql, 'address', (address) => {
    const ipv4 = `nullif(regexp_extract(${address}, ${sqlText(IPV4)}, 1), '') || '0/24'`;
    return `coalesce(${ipv4}, CASE WHEN contains(${address}, ':') THEN ${ipv6(address)} END)`;
  });
}

function ipv6(sql: string): string {
  const address = `lower(regexp_extract(${sql}, ${sqlText(IPV6)}, 1) || regexp_extract(${sql}, ${sqlText(IPV6)}, 2))`;
  const groups = computedOnce(address, 'a', (a) =>
    computedOnce(hexTail(a), 'h', (h) => computedOnce(ended(h), 'e', (e) => expanded(h, e))),
  );
  return computedOnce(groups, 'g', (g) => `CASE WHEN len(${g}) = 8 THEN ${short(g)} END`);
}

/** Writes the last 32 bits as two groups, if they are written as IPv4. */
function hexTail(a: string): string {
  const octet = (n: number) => `CAST(regexp_extract(${a}, ${sqlText(DOTTED)}, ${n}) AS INTEGER)`;
  const pair = (n: number) => `printf('%x', ${octet(n)} * 256 + ${octet(n + 1)})`;
  return `CASE WHEN regexp_matches(${a}, ${sqlText(DOTTED)})
    THEN regexp_replace(${a}, '[0-9.]+$', '') || ${pair(1)} || ':' || ${pair(3)} ELSE ${a} END`;
}

/** Adds a zero if `::` is at an end, so that it is always between two groups. */
function ended(h: string): string {
  return `CASE WHEN ${h} LIKE '::%' THEN '0' ELSE '' END || ${h} || CASE WHEN ${h} LIKE '%::' THEN '0' ELSE '' END`;
}

/** All eight groups, or NULL. Beside n colons, `::` is 8 - n groups of zeros, and none only at an end. */
function expanded(h: string, e: string): string {
  const colons = `(len(${e}) - len(replace(${e}, ':', '')))`;
  const whole = `CASE WHEN ${colons} < 8 OR ${h} LIKE '::%' OR ${h} LIKE '%::'
    THEN replace(${e}, '::', ':' || repeat('0:', greatest(8 - ${colons}, 0))) END`;
  return `CASE WHEN regexp_matches(${whole}, '^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$')
    THEN list_transform(string_split(${whole}, ':'), lambda x: CAST('0x' || x AS INTEGER)) END`;
}

/** The network of eight numbers, as RFC 5952 writes it. */
function short(g: string): string {
  const hex = (n: number) => `printf('%x', ${g}[${n}])`;
  const octets = `printf('%d.%d.%d.0/24', ${g}[7] >> 8, ${g}[7] & 255, ${g}[8] >> 8)`;
  return `CASE
    WHEN ${g}[1:6] = [0, 0, 0, 0, 0, 65535] THEN ${octets}
    WHEN ${g}[1:3] = [0, 0, 0] THEN '::/48'
    WHEN ${g}[2:3] = [0, 0] THEN ${hex(1)} || '::/48'
    WHEN ${g}[3] = 0 THEN ${hex(1)} || ':' || ${hex(2)} || '::/48'
    ELSE ${hex(1)} || ':' || ${hex(2)} || ':' || ${hex(3)} || '::/48' END`;
}
