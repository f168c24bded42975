/**
 * Breaks a text into lines of at most `maxLength` characters, between words if possible. The blanks at a
 * break are dropped.
 *
 * @param maxLength in code points, at least 1
 * @example
 * wrapText('eve has never used the vault', 12) // ['eve has', 'never used', 'the vault']
 */
export function wrapText(text: string, maxLength: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    let rest = [...word];
    if (line.length > 0 && line.length + 1 + rest.length <= maxLength) line.push(' ');
    else if (line.length > 0) {
      lines.push(line.join(''));
      line = [];
    }
    // A word may be longer than a line, for example a path.
    for (; rest.length > maxLength; rest = rest.slice(maxLength))
      lines.push(rest.slice(0, maxLength).join(''));
    line.push(...rest);
  }
  if (line.length > 0) lines.push(line.join(''));
  return lines;
}
