import { describe, expect, it } from 'vitest';
import { tableHtml } from '../../lib/notebook/tables/tableHtml.js';
import { tableText } from '../../lib/notebook/tables/tableText.js';
import { sql } from '../../lib/sql/sql.js';
import { toTable } from '../../lib/tables/toTable.js';

const table = toTable([
  { user: '<script>alert(1)</script>', score: 1.23456, at: new Date(0) },
  { user: 'a\nb', score: Number.POSITIVE_INFINITY, at: new Date(1) },
  { user: null, score: null, at: null },
  { user: '"q"', score: 0.0000123456, at: new Date(2000) },
]);

describe('tableHtml', () => {
  it('shows markup in names as text, in cells and in heads', () => {
    const html = tableHtml(table) + tableHtml(toTable([{ '<i>x</i>': 1 }]));
    expect(html).not.toMatch(/<(script|i)>/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('&lt;i&gt;x&lt;/i&gt;');
    expect(html).toContain('&quot;q&quot;');
  });

  it('rounds numbers and words what is not one', () => {
    const html = tableHtml(table);
    expect(html).toContain('>1.235<');
    expect(html).toContain('>0.0000123<');
    expect(html).toContain('>at (UTC)<');
    expect(html).toContain('>∞<');
    expect(html).toContain('>null<');
    expect(html).toContain('>1970-01-01T00:00:00<');
    expect(html).toContain('>1970-01-01T00:00:00.001<');
  });

  it('cuts names where there is no room, but no sentence and no time', () => {
    const name = 'arn:aws:iam::123456789012:user/somebody-with-a-name';
    const sentence = `${name} was never seen at ${name} before`;
    const at = new Date('2026-01-02T03:04:05Z');
    const wide = Object.fromEntries([1, 2, 3, 4].map((n) => [`name${n}`, name]));
    const html = tableHtml(toTable([{ ...wide, sentence, at }]));
    expect(html.split('class="access-cut"')).toHaveLength(5);
    expect(html.replace(/<wbr[^>]*>/g, '')).toContain(
      `<span style="overflow-wrap:anywhere">${sentence}</span>`,
    );
    expect(html).toContain('>2026-01-02T03:04:05</td>');
  });

  it('leaves out what the names of a column share, says so, and has them whole', () => {
    const name = 'arn:aws:iam::811596193553:user';
    const rows = ['ann', 'jmerckle', null].map((user) => ({
      user: user === null ? null : `${name}/${user}`,
      n: 1,
    }));
    const html = tableHtml(toTable(rows));
    expect(html).toContain(`title="${name}/ann"`);
    expect(html.replace(/<[^>]*>/g, '|')).toContain(`|…||${name}|/ann|`);
    expect(html).toContain(`>… in user stands for ${name}</div>`);
    expect(html).toContain('>null<');
    expect(tableText(toTable(rows))).toBe(
      [
        '+----------+-+',
        '|user      |n|',
        '+----------+-+',
        '|…/ann     |1|',
        '|…/jmerckle|1|',
        '|null      |1|',
        '+----------+-+',
        `… in user stands for ${name}`,
      ].join('\n'),
    );
  });

  it('leaves out only what all rows share that can be paged to', () => {
    const rows = Array.from({ length: 30 }, (_, n) => ({
      user: n === 29 ? 'ann' : `arn:aws:iam::811596193553:user/u${n}`,
    }));
    expect(tableHtml(toTable(rows), { limit: 5 })).not.toContain('stands for');
    expect(tableHtml(toTable(rows.slice(0, 29)), { limit: 5 })).toContain('stands for');
  });

  it('puts a sentence beside many columns below them on paper, and once on the screen', () => {
    const row = { a: 1, b: 2, c: 3, d: 'x', reason: 'this was never seen at <b> before' };
    const html = tableHtml(toTable([row]));
    expect(html).toMatch(
      /<tr class="access-below" style="display:none"><td colspan="4"[^>]*><div><b>reason:<\/b> this/,
    );
    expect(html.split('at &lt;b&gt; before')).toHaveLength(3);
    expect(html.split('class="access-aside"')).toHaveLength(3);
  });

  it('says times on the clock of a zone, too', () => {
    const times = toTable([
      { at: new Date('2026-03-29T00:30:00Z') },
      { at: new Date('2026-03-29T22:30:00Z') },
    ]);
    const text = tableText(times, { timeZone: 'Europe/Berlin' });
    expect(text).toContain('|at (UTC, Berlin) ');
    expect(text).toContain('|2026-03-29T00:30:00 (01:30) ');
    expect(text).toContain('|2026-03-29T22:30:00 (2026-03-30 00:30)|');
    expect(tableHtml(times, { timeZone: 'Europe/Berlin' })).toContain('>2026-03-29T00:30:00 (01:30)</td>');
    expect(() => tableText(times, { timeZone: 'Berlin' })).toThrow('Expected timeZone to be a time zone');
  });

  it('says how many rows it leaves out', () => {
    expect(tableHtml(table, { limit: 1 })).toContain('showing 1 of 4 rows');
    expect(tableHtml(table)).not.toContain('showing');
    expect(tableHtml(toTable({ user: [] }))).toContain('no rows');
    expect(() => tableHtml(table, { limit: -1 })).toThrow(
      'Expected limit to be a non-negative integer, got -1',
    );
    expect(() => tableHtml(table, { digits: 0 })).toThrow(
      'Expected digits to be an integer from 1 to 15, got 0',
    );
  });
});

describe('tableText', () => {
  it("is drawn as Spark's show", () => {
    const text = tableText(
      toTable([
        { user: 'ann', count: 3 },
        { user: 'a\nb', count: 12 },
      ]),
    );
    expect(text).toBe(
      [
        '+--------+-----+',
        '|user    |count|',
        '+--------+-----+',
        '|ann     |    3|',
        '|a\\u000ab|   12|',
        '+--------+-----+',
      ].join('\n'),
    );
  });

  it('takes very many rows', () => {
    const table = toTable({ n: new Float64Array(300_000) });
    expect(tableText(table, { limit: 300_000 })).toHaveLength(300_004 * 4 - 1);
  });

  it('shows times that no Date can hold as the numbers they are stored as', async () => {
    const times = await sql`SELECT 'infinity'::TIMESTAMP AS at, '280000-01-01'::TIMESTAMP AS late`;
    for (const text of [tableText(times), tableHtml(times)]) {
      expect(text).toContain('9223372036854775807');
      expect(text).toMatch(/8773\d+/);
    }
    expect(tableText(await sql`SELECT 'infinity'::DATE AS day`)).toContain('185542587100800000');
  });
});
