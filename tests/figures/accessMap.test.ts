import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { accessMap } from '../../lib/figures/accessMap.js';
import { DataFactory } from '../../lib/synthetic/DataFactory.js';
import { toTable } from '../../lib/tables/toTable.js';

type Map = ReturnType<typeof accessMap>;
interface Row {
  tenant?: string;
  user: string;
  res: string;
}

const none = toTable([]);
const axis = ({ layout }: Map, name: 'xaxis' | 'yaxis') =>
  layout[name] as { tickvals: number[]; ticktext: string[]; range: number[] };
const users = (map: Map) => axis(map, 'yaxis').ticktext;
const resources = (map: Map) => axis(map, 'xaxis').ticktext;
const note = ({ layout }: Map) => (layout.annotations as { text: string }[])[0].text;
const cells = ({ data }: Map, kind: 0 | 1) =>
  data[0].z.flatMap((row, y) => row.flatMap((z, x) => (z === kind ? [[y, x]] : [])));

/** Departments that share nothing; a user has most of the resources of theirs. */
const departments = [5, 4, 3].flatMap((size, d) =>
  Array.from({ length: size }, (_, u) => u).flatMap((u) =>
    Array.from({ length: size + 2 }, (_, r) => r)
      .filter((r) => (u + r) % 3 > 0)
      .map((r) => ({ user: `${'abc'[d]}${u}`, res: `${'abc'[d]}r${r}`, likelihood: 1 + ((u * r) % 4) })),
  ),
);
const departmentOf = (name: string) => name[0];
/** The departments as they come; longer than 3 where one comes twice. */
const runs = (names: string[]) =>
  names.map(departmentOf).filter((name, n, all) => n === 0 || name !== all[n - 1]);

describe('accessMap', () => {
  it('shows departments as blocks along the diagonal, whatever the order of rows and the names', () => {
    const shuffled = fc.shuffledSubarray(departments, { minLength: departments.length });
    fc.assert(
      fc.property(shuffled, fc.shuffledSubarray([...'xyz'], { minLength: 3 }), (rows, letters) => {
        const renamed = (name: string) => `${letters['abc'.indexOf(name[0])]}${name.slice(1)}`;
        const map = accessMap(
          toTable(rows.map((row) => ({ ...row, user: renamed(row.user), res: renamed(row.res) }))),
          none,
        );
        // The department with most accesses comes first.
        expect(runs(users(map))).toEqual(letters);
        expect(runs(resources(map))).toEqual(letters);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same whatever the order of the rows', () => {
    const map = accessMap(toTable(departments), none);
    expect(accessMap(toTable([...departments].reverse()), none)).toEqual(map);
    expect(JSON.parse(JSON.stringify(map))).toEqual(map);
  });

  it('keeps departments together that a common resource and a few accesses join', () => {
    const joined = [...new Set(departments.map(({ user }) => user))].map((user) => ({ user, res: 'all' }));
    const across = { user: 'a0', res: 'br0' };
    const map = accessMap(
      toTable([...departments, ...joined, across].map(({ user, res }) => ({ user, res }))),
      none,
    );
    expect(runs(users(map))).toHaveLength(3);
    expect(runs(resources(map).filter((name) => name !== 'all'))).toHaveLength(3);
  });

  it('marks alerts in red and says why where one points', () => {
    const alerts = toTable([
      { user: 'a0', res: 'br0', reason: 'a0 was never <b>seen</b> there. '.repeat(4) },
      { user: 'a0', res: 'ar1', reason: null },
    ]);
    const map = accessMap(toTable(departments), alerts);
    const [{ z, text }] = map.data;
    const at = (user: string, res: string) => [users(map).indexOf(user), resources(map).indexOf(res)];
    expect(cells(map, 1).sort()).toEqual([at('a0', 'br0'), at('a0', 'ar1')].sort());
    const [y, x] = at('a0', 'br0');
    expect(text[y][x].split('<br>').slice(0, 4)).toEqual([
      'a0',
      '→ br0',
      'alert',
      'a0 was never &lt;b&gt;seen&lt;/b&gt; there. a0 was never &lt;b&gt;seen&lt;/b&gt;',
    ]);
    const [seenY, seenX] = at('a0', 'ar1');
    expect(text[seenY][seenX]).toBe('a0<br>→ ar1<br>accesses: 1<br>alert');
    expect(cells(map, 0)).toHaveLength(departments.length - 1);
    expect(text.flat().filter(Boolean)).toHaveLength(departments.length + 1);
    expect(z.flat().filter((value) => value !== null)).toHaveLength(departments.length + 1);
    expect(note(map)).toContain('12 users, 18 resources, 2 alerts');
  });

  it('lets alerts have no say in the order, and puts last what only they touch', () => {
    const alerts = toTable([
      ...departments.filter(({ user }) => user === 'b0').map(({ res }) => ({ user: 'a0', res })),
      { user: 'eve', res: 'vault' },
    ]);
    const map = accessMap(toTable(departments), alerts);
    const before = accessMap(toTable(departments), none);
    expect(users(map)).toEqual([...users(before), 'eve']);
    expect(resources(map)).toEqual([...resources(before), 'vault']);
  });

  it('shows the users of the alerts, then their peers, and says how much of how much', () => {
    const alerts = toTable([{ user: 'c1', res: 'ar0' }]);
    const map = accessMap(toTable(departments), alerts, { maxUsers: 3, maxResources: 4 });
    expect(map.data[0].z.map((row) => row.length)).toEqual([4, 4, 4]);
    expect(users(map)).toContain('c1');
    expect(users(map).filter((name) => departmentOf(name) === 'c').length).toBeGreaterThan(1);
    expect(resources(map)).toContain('ar0');
    expect(note(map)).toContain('3 of 12 users, 4 of 18 resources, 1 alert');
    expect(map.layout.meta.description).toContain(
      '3 of 12 users, 4 of 18 resources, 1 alert. The first alerts: c1 at ar0',
    );
  });

  it('says so where it has no room for all alerts, and shows the first', () => {
    const alerts = toTable(['c0', 'b0', 'a0'].map((user) => ({ user, res: 'vault' })));
    const map = accessMap(toTable(departments), alerts, { maxUsers: 2, maxResources: 1 });
    expect(users(map).sort()).toEqual(['b0', 'c0']);
    expect(note(map)).toContain('2 of 12 users, 1 of 19 resources, 2 of 3 alerts');
  });

  it('names no more columns than there is room for, those of alerts first', () => {
    const wide = Array.from({ length: 120 }, (_, r) => ({ user: `u${r % 7}`, res: `r${r}` }));
    const map = accessMap(toTable(wide), toTable([{ user: 'u0', res: 'r100' }]));
    const { tickvals, ticktext } = axis(map, 'xaxis');
    expect(ticktext).toContain('r100');
    expect(Math.min(...tickvals.slice(1).map((value, n) => value - tickvals[n]))).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(map).length).toBeLessThan(20_000);
  });

  it('takes names for data, however they look', () => {
    const long = 'x'.repeat(60);
    const names = [
      '<script>alert(1)</script>',
      '<b>b</b>',
      ' ',
      '\u200b',
      `${long}1${long}`,
      `${long}2${long}`,
      '$a$',
      '7',
    ];
    const rows = names.flatMap((user) => names.map((res) => ({ user, res })));
    const map = accessMap(toTable(rows), toTable(rows.slice(0, 1)), { title: '<i>$t$</i>' });
    expect(JSON.stringify([users(map), resources(map), map.data[0].text])).not.toMatch(/<(script|b)>|\$/);
    expect(map.layout.title.text).toBe('&lt;i&gt;&#36;t&#36;&lt;/i&gt;');
    // Two names that are the same once they are cut are two rows still.
    expect(map.data[0].z).toHaveLength(names.length);
    expect(axis(map, 'yaxis').tickvals).toEqual(names.map((_, n) => n));
    expect(users(map).filter((name) => name.includes('…'))).toHaveLength(2);
    expect(users(map)).toEqual(expect.arrayContaining(['␠', '\\u200b']));
    expect(users(map).every((name) => name.trim() !== '')).toBe(true);
  });

  it('keeps tenants apart, and then says which is whose', () => {
    const rows: Row[] = ['one', 'two'].flatMap((tenant) => departments.map((row) => ({ tenant, ...row })));
    const map = accessMap(toTable(rows), toTable([{ tenant: 'two', user: 'a0', res: 'br0' }]));
    expect(users(map)).toHaveLength(24);
    expect(users(map)).toContain('one / a0');
    expect(
      new Set(
        users(map)
          .slice(0, 12)
          .map((name) => name.split(' / ')[0]),
      ),
    ).toHaveProperty('size', 1);
    const [[y, x]] = cells(map, 1);
    expect([users(map)[y], resources(map)[x]]).toEqual(['two / a0', 'two / br0']);
    expect(() => accessMap(toTable(rows), toTable([{ user: 'a0', res: 'br0' }]))).toThrow('column tenant');
    const single = accessMap(toTable(rows.slice(0, 20)), toTable([{ user: 'a0', res: 'ar0' }]));
    expect(users(single)).toContain('a0');
  });

  it('has a decided meaning for nothing', () => {
    for (const empty of [none, toTable({ user: [], res: [] })]) {
      const map = accessMap(empty, none);
      expect(note(map)).toBe('No accesses to show');
      expect(map.data[0]).toMatchObject({ z: [], text: [] });
    }
    expect(cells(accessMap(none, toTable([{ user: 'eve', res: 'vault' }])), 1)).toEqual([[0, 0]]);
  });

  it('refuses what it cannot use', () => {
    const table = toTable(departments);
    expect(() => accessMap([] as never, none)).toThrow('Expected an Arrow Table (see toTable), got an array');
    expect(() => accessMap(table, undefined as never)).toThrow('got undefined');
    expect(() => accessMap(toTable([{ user: 'a' }]), none)).toThrow('Expected a column res, got user');
    expect(() => accessMap(toTable({ user: ['a', null], res: ['x', 'x'] }), none)).toThrow(
      'got null in row 1',
    );
    expect(() => accessMap(table, none, { maxUsers: 0 })).toThrow(
      'Expected maxUsers to be a positive integer, got 0',
    );
    expect(() => accessMap(table, none, { model: {} as never })).toThrow(
      'Expected model to be an AccessEvidenceModel',
    );
    expect(() => accessMap(table, none, { users: 3 } as never)).toThrow('Expected accessMap options among');
  });
});

describe('accessMap with a model', () => {
  const columns = { tenantCol: 'customer', userCol: 'who', resCol: 'what', likelihoodCol: 'n' };
  let model: AccessEvidenceModel;
  const factory = new DataFactory();
  const named = (rows: Iterable<{ user: string; res: string; likelihood: number }>) =>
    toTable(
      Array.from(rows, ({ user, res, likelihood }) => ({ customer: 1, who: user, what: res, n: likelihood })),
    );
  const training = named(factory.createClusteredTrainingData(0.4));
  const later = named(factory.createClusteredInterTestData());
  beforeAll(async () => {
    model = await new AccessEvidence({ ...columns, threads: 1 }).fit(training);
  });

  it("takes the model's columns and groups, and triage's alerts", () => {
    const map = accessMap(training, triage(later, { by: 'access', model, budget: 10 }), { model });
    expect(runs(users(map))).toHaveLength(3);
    expect(cells(map, 1)).toHaveLength(10);
    expect(note(map)).toContain('22 users, 106 resources, 10 alerts');
  });

  it('shows accesses of a later day in the order of what was learned', () => {
    const blocks = (map: Map) => [runs(users(map)), runs(resources(map).filter((name) => name !== 'ffa'))];
    const [rows, columns] = blocks(accessMap(later, none, { model }));
    expect(rows).toHaveLength(3);
    expect(columns).toEqual(rows);
    // By that day alone a department stands beside what it isn't known at.
    const [otherRows, otherColumns] = blocks(accessMap(later, none, { userCol: 'who', resCol: 'what' }));
    expect(otherColumns).not.toEqual(otherRows);
  });
});
