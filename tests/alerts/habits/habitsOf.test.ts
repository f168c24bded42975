import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountHabits } from '../../../lib/alerts/habits/AccountHabits.js';
import { habitsOf } from '../../../lib/alerts/habits/habitsOf.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { type ShareEvent, shareMonth } from '../shareMonth.js';

const month = shareMonth(3);
const LAST = month.days.length - 1;
const { night, unknown } = month.planted;
const past = month.days.slice(0, LAST).flat();
const today = month.days[LAST];
const of = (events: readonly ShareEvent[], name: string) => events.filter(({ user }) => user === name);
/** Each event a row: a model that knows addresses needs them. */
const shareRows = (events: readonly ShareEvent[]) =>
  events.map(({ time, user, res, address }) => ({
    ...{ tenant: 'default', user, res, address, likelihood: 1 },
    ...{ day: time.toISOString().slice(0, 10), hour: time.getUTCHours() },
  }));
const dayOf = ({ time }: ShareEvent) => time.toISOString().slice(0, 10);

describe('habitsOf', () => {
  let model: AccessEvidenceModel;
  let found: AccountHabits[];
  const asked = toTable([night, unknown].map((user) => ({ tenant: 'default', user })));
  beforeAll(async () => {
    model = await new AccessEvidence({ hourCol: 'hour', contextCols: ['address'], threads: 1 }).fit(
      toTable(shareRows(past)),
    );
    found = habitsOf(asked, toTable(shareRows(today)), model);
  });

  it('counts the days of each weekday and hour before, and the events of the log, as the log has them', () => {
    const [{ hours, days }] = found;
    const own = of(past, night);
    expect(days).toBe(new Set(own.map(dayOf)).size);
    const moments = new Set(own.map((event) => `${dayOf(event)} ${event.time.getUTCHours()}`));
    expect(hours?.reduce((sum, { before }) => sum + before, 0)).toBe(moments.size);
    const ofThree = hours?.find(({ hour }) => hour === 3);
    const odd = of(today, night).filter(({ time }) => time.getUTCHours() === 3);
    const weekday = (odd[0].time.getUTCDay() + 6) % 7;
    expect(ofThree).toEqual({ weekday, hour: 3, before: 0, now: odd.length });
  });

  it('lists what it uses, the rarest of the log first, beside what its peers use', () => {
    const [{ resources, moreResources, peers, onlyPeers }] = found;
    const own = of([...past, ...today], night);
    expect(resources.length + moreResources).toBe(new Set(own.map(({ res }) => res)).size);
    for (const { res, before, now } of resources) {
      const seen = of(past, night).filter((event) => event.res === res);
      expect(before).toBe(new Set(seen.map(dayOf)).size);
      const events = shareRows(today).filter((row) => row.user === night && row.res === res);
      expect(now).toBe(events.length);
    }
    const current = resources.filter(({ now }) => now > 0).map(({ before }) => before);
    expect(current).toEqual([...current].sort((a, b) => a - b));
    expect(peers).not.toContain(night);
    for (const { res, peers: count } of onlyPeers) {
      const using = peers.filter((peer) => of(past, peer).some((event) => event.res === res));
      expect(count).toBe(using.length);
      expect(own.some((event) => event.res === res)).toBe(false);
    }
  });

  it('lists from where, what is new first', () => {
    const [{ contexts }] = found;
    expect(contexts.map(({ name }) => name)).toEqual(['address']);
    expect(contexts[0].values[0]).toMatchObject({ value: '10.1.9.200', before: 0 });
    expect(contexts[0].values[1].before).toBe(found[0].days);
  });

  it('knows nothing before of an account that nobody knows, and takes the users of its resources for peers', () => {
    const [, { days, hours, resources, peers, contexts }] = found;
    expect(days).toBe(0);
    expect(hours?.every(({ before }) => before === 0)).toBe(true);
    expect(resources.every(({ before, now }) => before === 0 && now > 0)).toBe(true);
    expect(peers.length).toBeGreaterThan(0);
    expect(contexts[0].values.every(({ before }) => before === 0)).toBe(true);
  });

  it('has counts instead of days, and no hours, of a model without days', async () => {
    const rows = (events: readonly ShareEvent[]) =>
      toTable(events.map(({ user, res }) => ({ tenant: 'default', user, res })));
    const plain = await new AccessEvidence({ dayCol: null, threads: 1 }).fit(rows(past));
    const [{ days, hours, resources, contexts }] = habitsOf(asked, rows(today), plain);
    expect([days, hours, contexts]).toEqual([null, null, []]);
    for (const { res, before } of resources) {
      expect(before).toBe(of(past, night).filter((event) => event.res === res).length);
    }
  });
});
