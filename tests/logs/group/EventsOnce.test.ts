import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventsOnce } from '../../../lib/logs/group/EventsOnce.js';
import type { EventSource } from '../../../lib/logs/sources/EventSource.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

/** An event of a source: its id, its user (null: none), and the line on which it stands. */
type Event = [id: string | null, user: string | null];

/** Which events are left of some sources, as user and place, and how many there were more. */
function once(sources: readonly (readonly Event[])[]) {
  return withConnection(async (connection) => {
    const events = new EventsOnce(connection, { trim: false, isLower: false }, 1);
    for (const [n, rows] of sources.entries()) {
      await connection.run(`CREATE TEMP TABLE source_${n} (id VARCHAR, who VARCHAR, line BIGINT)`);
      for (const [line, row] of rows.entries()) {
        await connection.run(`INSERT INTO source_${n} VALUES ($1, $2, ${line + 1})`, [...row]);
      }
      await events.add(sourceOf(n));
    }
    const settled = await events.settle();
    if (settled === undefined) return undefined;
    const left = await connection.run(
      `SELECT coalesce("user", reason), file::INTEGER, line::INTEGER, context_0 FROM ${settled.relation} ORDER BY file, line`,
    );
    return { left: await left.getRows(), duplicates: settled.duplicates };
  });
}

function sourceOf(n: number): EventSource {
  return {
    ...{ files: [], relation: `temp.source_${n}`, file: String(n), line: 'line', id: 'id', text: "'text'" },
    ...{
      tenant: "'default'",
      user: 'who',
      res: "'wiki'",
      count: "'1'",
      leftOut: 'NULL',
      isMalformed: 'false',
    },
    ...{ context: { client: "'c' || line" }, tree: undefined as never },
  };
}

describe('EventsOnce', () => {
  it('counts an event once, the first one over all sources', async () => {
    const found = await once([
      [
        ['1', 'ada'],
        ['2', 'ben'],
        ['1', 'cleo'],
      ],
      [
        ['2', 'ada'],
        ['3', 'ada'],
        ['3', 'ada'],
        ['3', 'ada'],
      ],
    ]);
    expect(found).toEqual({
      left: [
        ['ada', 0, 1, 'c1'],
        ['ben', 0, 2, 'c2'],
        ['ada', 1, 2, 'c2'],
      ],
      duplicates: 4,
    });
  });

  it('counts all events without an id', async () => {
    const rows: Event[] = [
      [null, 'ada'],
      [null, 'ada'],
      ['', 'ada'],
      ['-', 'ada'],
      ['null', 'ada'],
      [' ', 'ada'],
    ];
    expect(await once([rows, rows])).toMatchObject({ left: { length: 12 }, duplicates: 0 });
  });

  it('counts an event once that cannot be read, and the one that can where there is one', async () => {
    expect(
      await once([
        [
          ['1', null],
          ['1', null],
          ['2', null],
          ['2', 'ada'],
        ],
      ]),
    ).toMatchObject({
      duplicates: 2,
      left: [
        ['no user', 0, 1, 'c1'],
        ['ada', 0, 4, 'c4'],
      ],
    });
  });

  it('tells ids apart by each letter', async () => {
    expect(
      await once([
        [
          ['a', 'ada'],
          ['A', 'ada'],
          [' a', 'ada'],
          ['a\0', 'ada'],
          ['ä', 'ada'],
        ],
      ]),
    ).toMatchObject({
      ...{ left: { length: 5 }, duplicates: 0 },
    });
  });

  it('has nothing to say where no source has ids', async () => {
    expect(await once([])).toBeUndefined();
    expect(await once([[]])).toEqual({ left: [], duplicates: 0 });
  });

  it('loses nothing and counts nothing twice, whatever the ids', async () => {
    const id = fc.constantFrom('1', '2', '3', null, '');
    const row = fc.tuple(id, fc.constantFrom('ada', 'ben', null)) as fc.Arbitrary<Event>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { maxLength: 6 }), { minLength: 1, maxLength: 3 }),
        async (sources) => {
          const all = sources.flat();
          const chosen = new Map<string, Event>();
          for (const event of all) {
            const [each, user] = event;
            const known = each ? chosen.get(each) : undefined;
            // The first that can be read, or else the first.
            if (each && (known === undefined || (known[1] === null && user !== null)))
              chosen.set(each, event);
          }
          const first = all.filter((event) => !event[0] || chosen.get(event[0]) === event);
          const found = await once(sources);
          expect(found!.left.map(([user]) => user)).toEqual(first.map(([, user]) => user ?? 'no user'));
          expect(found!.duplicates).toBe(all.length - first.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});
