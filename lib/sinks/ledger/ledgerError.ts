import { visibleLine, visibleText } from '../../base/text/visibleText.js';
import { NoLedger } from './checkLedgerTable.js';

/** How DuckDB says that what a file holds isn't what was written. */
const DAMAGE =
  /corrupt|not a valid duckdb database|could not read enough bytes|replaying wal|serialization error|version number/i;
/** What the system says of a file, also where DuckDB was replaying its log of changes. */
const SYSTEM = /could not (write|fsync|truncate|create|move|remove)|cannot open/i;

/**
 * What is wrong with a ledger, by DuckDB's error. To move it away helps where it is damaged or another's. On
 * a full disk, or where it can't be written, it is whole, and without it all alerts would be sent twice.
 */
export function ledgerError(path: string, error: Error): Error {
  // DuckDB's messages go on for lines, with the query or a trace.
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
