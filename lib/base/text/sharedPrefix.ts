/** A shorter prefix, in characters, is read at a glance. */
const SHORTEST = 12;
/** Separators of a name's parts; the last part is kept. */
const SEPARATOR = /[/\\:.]/g;
/** Only words are left out: parts of times and numbers carry meaning. */
const WORD = /\p{L}{2}/u;

/**
 * What all names begin with, up to a separator (`/`, `\`, `:` or `.`), which isn't part of it; '' if it is
 * shorter than 12 characters, has no word, or has a space, or if there are fewer than two names. Nulls are
 * ignored.
 *
 * @example
 * sharedPrefix(['arn:aws:iam::123:user/ann', 'arn:aws:iam::123:role/ops']) // 'arn:aws:iam::123'
 */
export function sharedPrefix(names: Iterable<string | null>): string {
  const distinct = new Set<string>();
  let start: string | undefined;
  for (const name of names) {
    if (name === null) continue;
    distinct.add(name);
    start = start === undefined ? name : commonStart(start, name);
    if (start.length < SHORTEST) return '';
  }
  if (start === undefined || distinct.size < 2) return '';
  const prefix = start.slice(0, lastEnd(start, distinct));
  return prefix.length >= SHORTEST && WORD.test(prefix) && !/\s/.test(prefix) ? prefix : '';
}

/** The place of the last separator after which every name continues; the first of several in a row. */
function lastEnd(start: string, names: ReadonlySet<string>): number {
  const ends = Array.from(start.matchAll(SEPARATOR), ({ index }) => index);
  return ends.findLast((end) => !names.has(start.slice(0, end + 1)) && !ends.includes(end - 1)) ?? 0;
}

/**
 * A name without the shared prefix, in place of which it has '…'.
 *
 * @example
 * withoutPrefix('arn:aws:iam::123:user/ann', 'arn:aws:iam::123') // '…:user/ann'
 */
export function withoutPrefix(name: string, prefix: string): string {
  return prefix !== '' && name.startsWith(prefix) ? `…${name.slice(prefix.length)}` : name;
}

function commonStart(a: string, b: string): string {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return a.slice(0, length);
}
