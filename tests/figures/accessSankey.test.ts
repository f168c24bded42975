import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { toTable } from '../../lib/tables/toTable.js';

const accesses = toTable([
  { user: 'ann', res: 'wiki', count: 3 },
  { user: 'ann', res: 'vault', count: 1 },
  { user: 'bob', res: 'wiki', count: 2 },
]);
const anomalies = toTable([
  { user: 'ann', res: 'vault' },
  { user: 'bob', res: 'wiki' },
]);

describe('accessSankey', () => {
  it("has the original's constants", () => {
    const { data, layout } = accessSankey(accesses, anomalies);
    expect(data[0]).toMatchObject({
      type: 'sankey',
      domain: { x: [0, 1], y: [0, 1] },
      orientation: 'h',
      valueformat: '.0f',
      node: { pad: 10, thickness: 30, line: { color: 'black', width: 0 } },
    });
    expect(layout).toMatchObject({
      title: { text: 'All resources accessed by users with highest anomalous scores' },
      height: 772,
      font: { size: 10 },
    });
  });

  it('draws normal accesses in grey, less the anomalous ones, and then the anomalous ones in red', () => {
    const { node, link } = accessSankey(accesses, anomalies).data[0];
    expect(node.label).toEqual(['ann', 'bob', 'wiki', 'vault']);
    // ann-vault reaches 0 and is dropped; bob-wiki is left with 1 of 2.
    expect(link.source).toEqual([0, 1, 0, 1]);
    expect(link.target).toEqual([2, 2, 3, 2]);
    expect(link.value).toEqual([3, 1, 1, 1]);
    const grey = 'rgba(211, 211, 211, 0.8)';
    expect(link.color).toEqual([grey, grey, 'red', 'red']);
  });

  it('keeps a user and a resource of one name apart', () => {
    const table = toTable([{ user: 'backup', res: 'backup', count: 1 }]);
    const { node, link } = accessSankey(table, toTable({ user: [], res: [] })).data[0];
    expect(node.label).toEqual(['backup', 'backup']);
    expect([link.source, link.target]).toEqual([[0], [1]]);
  });

  it('keeps the same name in two tenants apart, and then says which is whose', () => {
    const table = toTable([
      { tenant: 'a', user: 'ann', res: 'wiki', count: 1 },
      { tenant: 'b', user: 'ann', res: 'wiki', count: 1 },
    ]);
    const { node } = accessSankey(table, table, { tenantCol: 'tenant' }).data[0];
    expect(node.label).toEqual(['ann (a)', 'ann (b)', 'wiki (a)', 'wiki (b)']);
  });

  it('adds up repeated pairs, and draws an anomaly once however often it is listed', () => {
    const repeated = toTable([
      { user: 'ann', res: 'wiki', count: 1 },
      { user: 'ann', res: 'wiki', count: 2 },
    ]);
    const twice = toTable([
      { user: 'ann', res: 'wiki' },
      { user: 'ann', res: 'wiki' },
    ]);
    const { link } = accessSankey(repeated, twice).data[0];
    expect([link.value, link.color]).toEqual([
      [2, 1],
      ['rgba(211, 211, 211, 0.8)', 'red'],
    ]);
  });

  it('takes markup in names as text', () => {
    const name = '<b>x</b> & <script>alert(1)</script>';
    const { node } = accessSankey(
      toTable([{ user: name, res: '&lt;', count: 1 }]),
      toTable({ user: [], res: [] }),
    ).data[0];
    expect(node.customdata.join('')).not.toMatch(/<(b|script)>/);
    expect(node.label[1]).toBe('&amp;lt;');
  });

  it('says that there is nothing to show instead of failing', () => {
    const empty = toTable({ user: [], res: [], count: [] });
    const { data, layout } = accessSankey(empty, empty);
    expect(data[0].visible).toBe(false);
    expect(JSON.stringify(layout)).toContain('No accesses to show');
  });

  it('takes a table without columns and rows for no anomalies', () => {
    const { link } = accessSankey(accesses, toTable([])).data[0];
    expect([link.value, link.customdata]).toEqual([
      [3, 1, 2],
      ['other', 'other', 'other'],
    ]);
    expect(accessSankey(toTable([]), toTable([])).data[0].visible).toBe(false);
  });

  it('refuses what is not a table', () => {
    expect(() => accessSankey([{ user: 'a', res: 'b', count: 1 }] as never, anomalies)).toThrow(
      new TypeError('Expected an Arrow Table (see toTable), got an array'),
    );
    expect(() => accessSankey(accesses, undefined as never)).toThrow('got undefined');
  });

  it('names a missing column and a bad count', () => {
    expect(() => accessSankey(toTable([{ user: 'a', count: 1 }]), anomalies)).toThrow(
      /column res, got user, count/,
    );
    expect(() => accessSankey(toTable([{ user: 'a', res: 'b', count: 0 }]), anomalies)).toThrow(
      'Expected column count to hold positive numbers, got 0 in row 0',
    );
  });

  it('draws an anomaly that the accesses do not have', () => {
    const { node, link } = accessSankey(accesses, toTable([{ user: 'eve', res: 'vault' }])).data[0];
    expect(node.label).toEqual(['ann', 'bob', 'eve', 'wiki', 'vault']);
    expect(link).toMatchObject({ source: [0, 0, 1, 2], target: [3, 4, 3, 4], value: [3, 1, 2, 1] });
  });

  it('shortens a long label and wraps the name in full where one points', () => {
    const long = `${'a'.repeat(60)}<${'b'.repeat(60)}`;
    const table = toTable([{ user: 'ann', res: long, count: 1 }]);
    const { node } = accessSankey(table, toTable({ user: [], res: [] })).data[0];
    expect(node.label[1]).toBe(`${'a'.repeat(20)}…${'b'.repeat(19)}`);
    expect(node.customdata[1]).toBe(`${'a'.repeat(60)}<br>&lt;${'b'.repeat(59)}<br>b`);
  });

  it('grows when there are more nodes than its height has room for', () => {
    const rows = (n: number) =>
      toTable(Array.from({ length: n }, (_, k) => ({ user: 'ann', res: `r${k}`, count: 1 })));
    const none = toTable({ user: [], res: [] });
    expect(accessSankey(rows(51), none).layout.height).toBe(772);
    expect(accessSankey(rows(100), none).layout.height).toBe(1500);
  });

  it('keeps the total count and draws every anomalous pair once, from a user to a resource', () => {
    const row = fc.record({
      user: fc.constantFrom('a', 'b', 'x'),
      res: fc.constantFrom('x', 'y', '__proto__'),
      count: fc.integer({ min: 1, max: 9 }),
    });
    const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.array(fc.nat(), { maxLength: 4 }), (rows, picks) => {
        const picked = picks.map((pick) => rows[pick % rows.length]);
        const columns = { user: picked.map(({ user }) => user), res: picked.map(({ res }) => res) };
        const { node, link } = accessSankey(toTable(rows), toTable(columns)).data[0];
        const distinct = new Set(picked.map(({ user, res }) => `${user} ${res}`));
        const users = new Set(rows.map(({ user }) => user)).size;
        expect(sum(link.value)).toBe(sum(rows.map(({ count }) => count)));
        expect(link.color.filter((colour) => colour === 'red')).toHaveLength(distinct.size);
        expect(link.source.every((source) => source < users)).toBe(true);
        expect(link.target.every((target) => target >= users && target < node.label.length)).toBe(true);
      }),
    );
  });

  it('says why on red links where the anomalies have a reason, and else stays as it is', () => {
    const reasons = ['<b>never</b> seen there: '.repeat(4), null];
    const rows = [
      { user: 'ann', res: 'vault', reason: reasons[0] },
      { user: 'bob', res: 'wiki', reason: reasons[1] },
    ];
    const plain = accessSankey(accesses, anomalies).data[0].link;
    const { label, hovertemplate, ...link } = accessSankey(accesses, toTable(rows)).data[0].link;
    expect(label).toEqual([
      '',
      '',
      '<br>&lt;b&gt;never&lt;/b&gt; seen there: &lt;b&gt;never&lt;/b&gt; seen there:<br>&lt;b&gt;never&lt;/b&gt; seen there: &lt;b&gt;never&lt;/b&gt; seen there:',
      '',
    ]);
    expect(hovertemplate).toBe(plain.hovertemplate.replace('<extra>', '%{label}<extra>'));
    const { hovertemplate: _, ...others } = plain;
    expect(link).toEqual(others);
    const without = toTable(rows.map((row) => ({ ...row, reason: '' })));
    expect(accessSankey(accesses, without).data[0].link).toEqual(plain);
  });

  it('is plain JSON', () => {
    const figure = accessSankey(accesses, anomalies, { title: '<b>' });
    expect(JSON.parse(JSON.stringify(figure))).toEqual(figure);
    expect(figure.layout.title.text).toBe('&lt;b&gt;');
  });
});
