import { describe, expect, it } from 'vitest';
import { readAccess } from '../../lib/logs/readAccess.js';
import { logFolder } from './logFolder.js';

const { write } = logFolder('long-lines-');
/** Longer than any line may be. */
const name = 'x'.repeat(17_000_000);
const record = JSON.stringify({ user: name, res: 'wiki' });
const columns = { user: 'user', res: 'res' };

describe('a log all of whose lines are too long', () => {
  it.each([
    ['lines.jsonl', `${record}\n${record}\n`],
    ['list.json', `[${record},\n${record}]`],
  ])('says so, and what to do: %s', async (file, text) => {
    const path = write(file, text);
    await expect(readAccess(path, columns)).rejects.toThrow(
      `Expected a column "user" in ${path}, got no record, or none that can be read: each has to be JSON with fields, of at most 16 MB; export it in smaller records`,
    );
  });

  it('is read as far as others are not', async () => {
    const path = write('some.jsonl', `${record}\n{"user":"ann","res":"wiki"}\n`);
    const { table, report } = await readAccess(path, columns);
    expect([...table.getChild('user')!]).toEqual(['ann']);
    expect(report).toMatchObject({ rows: 2, used: 1, unreadable: 1 });
  });
});
