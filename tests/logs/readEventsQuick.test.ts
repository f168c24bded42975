import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAccess } from '../../lib/logs/readAccess.js';
import { type ReadEventsOptions, readEvents } from '../../lib/logs/readEvents.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';

const { newFolder, write } = logFolder('read-events-quick-');

/** Folders that say names could say any, so that nothing is passed over. */
async function bothWays(source: string, options: ReadEventsOptions) {
  const quick = rowsOf(await readEvents(source, options));
  expect(quick).toEqual(rowsOf(await readEvents(source, { ...options, partitions: true })));
  return quick;
}

describe('readEvents, which passes over what is not wanted', () => {
  it('finds the same in real events', async () => {
    const trail = fileURLToPath(new URL('../fixtures/logs/cloudtrail', import.meta.url));
    const { table } = await readAccess(trail, { profile: 'cloudtrail' });
    const of = toTable(rowsOf(table).slice(0, 5));
    const events = await bothWays(trail, { profile: 'cloudtrail', of });
    expect(events.length).toBeGreaterThanOrEqual(5);
  });

  it('finds the same, however names are written', async () => {
    const name = fc.constantFrom(
      'ada',
      'Ada',
      'ADA',
      'ada@x.org',
      'CORP\\ada',
      'né "ada"',
      'a/b/ada',
      '\u212aim',
      'kim',
      '12345',
      'ad',
    );
    const row = fc.record({ user: name, res: fc.constantFrom('wiki', 'WIKI', 'mail', 'a:b') });
    const files = fc.array(fc.array(row, { maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const texts = {
      json: (rows: object[]) => JSON.stringify({ Records: rows }),
      escaped: (rows: object[]) =>
        JSON.stringify(rows).replace(/(?<=":")[aA]/g, (a) => `\\u00${a.charCodeAt(0).toString(16)}`),
      csv: (rows: { user: string; res: string }[]) =>
        ['user,res', ...rows.map((each) => `"${each.user.replaceAll('"', '""')}",${each.res}`)].join('\n'),
    };
    const kinds = fc.array(fc.constantFrom('json', 'escaped', 'csv' as const), {
      minLength: 5,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(
        files,
        kinds,
        row,
        fc.constantFrom(undefined, true, 'lower'),
        async (all, how, wanted, foldCase) => {
          const folder = newFolder();
          for (const [n, rows] of all.entries()) {
            writeFileSync(
              join(folder, `${n}.${how[n] === 'csv' ? 'csv' : 'json'}`),
              texts[how[n] as 'csv'](rows),
            );
          }
          const user = foldCase === 'lower' ? wanted.user.toLowerCase() : wanted.user;
          const res = foldCase === 'lower' ? wanted.res.toLowerCase() : wanted.res;
          const of = toTable([{ tenant: 'default', user, res }]);
          const both = () => bothWays(folder, { of, foldCase });
          if (all.flat().length > 0) await both();
        },
      ),
      { numRuns: 30 },
    );
  });

  it('guesses times by all rows', async () => {
    const log = write('log.csv', 'user,res,at\nada,wiki,03/04/2026 10:00:00\nben,wiki,25/04/2026 10:00:00\n');
    const of = toTable([{ tenant: 'default', user: 'ada', res: 'wiki' }]);
    const [event] = await bothWays(log, { of, time: 'at' });
    expect(event.time).toBe(Date.UTC(2026, 3, 3, 10));
  });

  it('says what is wrong as ever', async () => {
    const log = write('log.json', '{"user":"ada","res":"wiki"}');
    const of = toTable([{ tenant: 'default', user: 'ada', res: 'wiki' }]);
    await expect(readEvents(log, { of, res: 'page' })).rejects.toThrow('Expected a column "page"');
  });
});
