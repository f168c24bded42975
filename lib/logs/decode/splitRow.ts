/** The cells of a line, as in RFC 4180. Broken quotes are part of their cell. */
export function splitRow(line: string, separator: string): string[] {
  const by = /[\\^$.|?*+()[\]{}]/.test(separator) ? `\\${separator}` : separator;
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^${by}]*))${by}`, 'gy');
  const fields = `${line}${separator}`.matchAll(field);
  return Array.from(fields, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
