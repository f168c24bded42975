import { describe, expect, it } from 'vitest';
import { alertTimeline } from '../../lib/figures/alertTimeline.js';
import { evidenceBars } from '../../lib/figures/evidenceBars.js';
import { toTable } from '../../lib/tables/toTable.js';

const alert = (user: string, severity: number, first: Date | null) => ({
  user,
  res: '<b>vault</b>',
  severity,
  first,
});

describe('alertTimeline', () => {
  it('has a lane a user, the severest on top, and says what has no time', () => {
    const at = new Date('2026-01-02T03:04:05Z');
    const figure = alertTimeline(
      toTable([alert('eve', 90, at), alert('ann', 40, at), alert('eve', 10, at), alert('bob', 5, null)]),
    );
    const [{ x, y, text, marker }] = figure.data;
    expect(x).toEqual(new Array(3).fill('2026-01-02T03:04:05.000Z'));
    expect(y).toEqual([0, 1, 0]);
    expect(marker.color).toEqual([90, 40, 10]);
    expect(text[0]).not.toContain('<b>');
    expect(figure.layout.meta).toMatchObject({
      description:
        'When the alerts came: 3 alerts of 2 users, the severest first: eve, ann; 1 alert has no time.',
    });
  });

  it('keeps users of the same name in two tenants apart', () => {
    const [east, west] = ['east', 'west'].map((tenant) => ({ tenant, ...alert('eve', 90, new Date(0)) }));
    const { data, layout } = alertTimeline(toTable([east, west]));
    expect(data[0].y).toEqual([0, 1]);
    expect(layout.meta.description).toContain('eve (east), eve (west)');
    expect(alertTimeline(toTable([east])).layout.meta.description).toContain('first: eve.');
  });

  it('counts one as one', () => {
    const figure = alertTimeline(toTable([alert('eve', 90, new Date(0))]));
    expect(figure.layout.meta.description).toBe(
      'When the alerts came: 1 alert of 1 user, the severest first: eve.',
    );
  });

  it('draws no alerts, too, and names a missing column', () => {
    const empty = alertTimeline(toTable([alert('eve', 1, null)]));
    expect([empty.data[0].x, empty.layout.xaxis]).toEqual([
      [],
      expect.objectContaining({ showticklabels: false }),
    ]);
    expect(() => alertTimeline(toTable([{ user: 'eve' }]))).toThrow('res');
  });
});

describe('evidenceBars', () => {
  const row = (user: string) => ({
    user,
    res: 'vault',
    from_user: 1.5,
    from_resource: 2.25,
    from_fit: -1,
    from_history: 0,
  });

  it('has a bar of four terms for each access', () => {
    const figure = evidenceBars(toTable([row('eve'), row('<i>ann')]), { n: 5 });
    expect(figure.data.map(({ name, x }) => [name, x[0]])).toEqual([
      ['account', 1.5],
      ['resource', 2.25],
      ['fit', -1],
      ['history', 0],
    ]);
    expect(figure.data[0].text[1]).not.toContain('<i>');
    expect(figure.layout.meta).toMatchObject({
      description:
        'What the evidence is made of: 2 accesses, the first eve → vault with account 1.5, resource 2.3, fit -1, history 0.',
    });
  });

  it('says what each row and each mark stands for, the tenant with it', () => {
    const bars = evidenceBars(toTable([{ tenant: 't', ...row('eve') }]));
    expect(bars.layout.meta).toMatchObject({
      picks: {
        rows: [
          [
            { user: 'eve', tenant: 't' },
            { res: 'vault', tenant: 't' },
          ],
        ],
      },
    });
  });

  it('draws nothing of nothing', () => {
    const figure = evidenceBars(toTable([row('eve')]).slice(0, 0));
    expect(figure.data.every(({ x }) => x.length === 0)).toBe(true);
    expect(figure.layout.meta).toMatchObject({ description: 'What the evidence is made of: no accesses.' });
  });
});
