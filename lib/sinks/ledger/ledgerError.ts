import { visibleLine, visibleText } from '../../base/text/visibleText.js';
import { NoLedger } from './checkLedgerTable.js';

/** DuckDB's words for a damaged file. */
const DAMAGE =
  /corrupt|not a valid duckdb database|could not read enough bytes|replaying wal|serialization error|version number/i;
/** The system's errors about a file, also while DuckDB was replaying its log of changes. */
const SYSTEM = /could not (write|fsync|truncate|create|move|remove)|cannot open/i;

/**
 * What is wrong with a ledger, by DuckDB's error. Moving it away helps if it is damaged or another program's.
 * On a full disk, or if it can't be written, it is intact, and without it all alerts would be sent twice.
 */
export function ledgerError(path: string, error: Error): Error {
  // DuckDB's messages continue for lines, with the query or a trace.
  const found = error.message.split('\n', 1)[0].replace(/[.!]+$/, '');
  // Names of files are in quotes.
  const words = found.replace(/"[^"]*"/g, '');
  const isDamaged = DAMAGE.test(words) && !SYSTEM.test(words);
  if (error instanceof NoLedger || isDamaged) {
    return new Error(
      `Expected ${visibleText(path)} to be a ledger of sent alerts, got ${visibleLine(found)}: name another, or move it away; then all alerts are sent again`,
    );
  }
  return new Error(
    `Expected to write the ledger ${visibleText(path)}, got ${visibleLine(found)}: make it writable, with room on its disk`,
  );
}
