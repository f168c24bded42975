/** A step into a record: a key, a list's entry by its number from 0, or the first whose `key` is `value`. */
export type Step = string | number | { readonly key: string; readonly value: string };

/** The way from a record to one of its fields. */
export type Path = readonly Step[];

const ENTRY = /^(.*)\[([^[\]]+)\]$/s;

/**
 * The path that a name means: dots between keys, `[2]` for the entry with that number (from 0), and
 * `[type=AppInstance]` for the first entry whose field `type` is `AppInstance`. Other brackets belong to a
 * key.
 *
 * @example
 * parsePath('target[type=AppInstance].displayName');
 * // ['target', { key: 'type', value: 'AppInstance' }, 'displayName']
 */
export function parsePath(name: string): Path {
  return splitAtDots(name).flatMap(stepsOf);
}

/** The name of a path: what `parsePath` reads. */
export function nameOfPath(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'string') return name === '' ? step : `${name}.${step}`;
    return typeof step === 'number' ? `${name}[${step}]` : `${name}[${step.key}=${step.value}]`;
  }, '');
}

/** Dots within brackets are no separators. */
function splitAtDots(name: string): string[] {
  const parts = name.match(/(?:\[[^[\]]*=[^[\]]*\]|[^.])+/gs) ?? [];
  // A name with dots at its ends, or two in a row, is one key.
  return parts.join('.') === name ? parts : [name];
}

function stepsOf(part: string): Step[] {
  const [, before, entry] = ENTRY.exec(part) ?? [];
  if (entry === undefined) return [part];
  const isNumber = /^\d+$/.test(entry);
  const at = entry.indexOf('=');
  if (before === '' || (!isNumber && at <= 0)) return [part];
  const step = isNumber ? Number(entry) : { key: entry.slice(0, at), value: entry.slice(at + 1) };
  return [...stepsOf(before), step];
}
