/**
 * What a text is as a row of CSV: its number of fields, 'open' if a quote is open at its end, or 'broken'.
 */
type RowScan = number | 'open' | 'broken';

const QUOTE = 34;

/**
 * Reads a text as a row of CSV (RFC 4180): a field is plain, or in double quotes, within which a quote is
 * doubled. A plain field may contain quotes, but not begin with one.
 */
export function scanRow(text: string, separator: string): RowScan {
  let fields = 1;
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      at = endOfQuotes(text, at + 1);
      if (at < 0) return 'open';
      if (at < text.length && text[at] !== separator) return 'broken';
    } else {
      const end = text.indexOf(separator, at);
      at = end < 0 ? text.length : end;
    }
    if (at >= text.length) return fields;
    fields++;
    at++;
  }
}

/** The position after the quote that closes a field; -1 if none does. */
function endOfQuotes(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
  }
  return -1;
}
