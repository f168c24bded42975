import { describe, expect, it } from 'vitest';
import { NoLedger } from '../../lib/sinks/ledger/checkLedgerTable.js';
import { ledgerError } from '../../lib/sinks/ledger/ledgerError.js';

const PATH = '/corrupt/sent\u202e.duckdb';
const SHOWN = '/corrupt/sent\\u202e.duckdb';

describe('ledgerError', () => {
  it.each([
    new NoLedger('a database of other tables (a)'),
    new Error('IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2'),
    new Error(`IO Error: The file "${PATH}" exists, but it is not a valid DuckDB database file!`),
    new Error(`IO Error: Could not read enough bytes from file "${PATH}": attempted to read 1 bytes`),
    new Error(`IO Error: Failure while replaying WAL file "${PATH}.wal": Corrupt WAL file: entry at byte`),
  ])('has what is damaged or another moved away: $message', (error) => {
    const { message } = ledgerError(PATH, error);
    expect(message).toContain(`Expected ${SHOWN} to be a ledger of sent alerts, got `);
    expect(message).toMatch(/[^!.]: name another, or move it away; then all alerts are sent again$/);
    expect(message).not.toMatch(/\u202e|\\u005c/);
  });

  it.each([
    `TransactionContext Error: Failed to commit: Could not write file "${PATH}.wal": No space left on device`,
    `IO Error: Cannot open file "${PATH}": Permission denied`,
    `IO Error: Cannot open file "${PATH}": Read-only file system`,
    `IO Error: Failure while replaying WAL file "${PATH}.wal": Could not write file "${PATH}": No space left`,
    'FATAL Error: Failed: database has been invalidated because of a previous fatal error',
    'Out of Memory Error: could not allocate block\nof many lines',
  ])('never has what is whole moved away: %s', (said) => {
    const { message } = ledgerError(PATH, new Error(said));
    expect(message).toContain(`Expected to write the ledger ${SHOWN}, got `);
    expect(message).toMatch(/: make it writable, with room on its disk$/);
    expect(message).not.toMatch(/away|\u202e|\\u005c|\n/);
  });

  it('shows names once', () => {
    expect(ledgerError('x', new NoLedger('another table sent (a\\u202e INTEGER)')).message).toContain(
      'got another table sent (a\\u202e INTEGER): name',
    );
  });
});
