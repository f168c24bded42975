import { seededRandom } from '../../lib/base/random/random.js';

/** Who accessed what: an event of a made-up log of file shares. */
export interface ShareEvent {
  time: Date;
  user: string;
  res: string;
  address: string;
  operation: string;
}

export interface ShareMonth {
  /** The events of each of the 60 days. */
  days: ShareEvent[][];
  /** The accounts that did something on the last day that they shouldn't have. */
  planted: { sweep: string; night: string; unknown: string };
  /** Accounts that did something new for good reasons, and from which day on. */
  newHire: { user: string; from: number };
  roleChange: { user: string; from: number };
  backup: string;
}

const FIRST_DAY = Date.UTC(2026, 8, 1);
const DEPARTMENTS = ['fin', 'hr', 'it', 'law', 'ops'];
const SHARES = 22;
const COMMON = 10;

/**
 * Two months of a small company's file shares, from Tuesday, September 1, 2026: 38 users of five departments
 * with habits of their own, a backup account that reads everything each night, a new hire, a change of role,
 * and one-offs. On the last day an account sweeps through 30 foreign shares in office hours, another opens
 * its own share at 3 am, and one that nobody knows is at the salaries.
 */
export function shareMonth(seed: number, numDays = 60): ShareMonth {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const shares = DEPARTMENTS.map((name) =>
    Array.from({ length: SHARES }, (_, n) => `\\\\fs01\\${name}\\${name}-${n}`),
  );
  const common = Array.from({ length: COMMON }, (_, n) =>
    n === 0 ? '\\\\fs01\\intranet' : `\\\\fs01\\all\\all-${n}`,
  );
  const salaries = shares[1][SHARES - 1];
  const people = Array.from({ length: 38 }, (_, n) => {
    const department = n % DEPARTMENTS.length;
    const habits = new Set<string>();
    const number = 5 + below(6);
    while (habits.size < number) {
      // The first shares of a department are everybody's, the last ones few people's.
      habits.add(shares[department][Math.floor(random() ** 1.7 * (SHARES - 1))]);
    }
    for (const [c, share] of common.entries()) if (random() < (c === 0 ? 0.55 : 0.2)) habits.add(share);
    return {
      user: `CORP\\user${String(n).padStart(2, '0')}`,
      department,
      habits: [...habits],
      start: 7 + below(3),
      address: `10.1.${department}.${10 + n}`,
      diligence: 0.85 + 0.13 * random(),
    };
  });
  for (const n of [1, 6, 11]) people[n].habits.push(salaries);
  const newHire = { user: 'CORP\\newhire', from: numDays - 14 };
  const roleChange = { user: people[8].user, from: numDays - 9 };
  const days = Array.from({ length: numDays }, (_, day): ShareEvent[] => {
    const midnight = FIRST_DAY + day * 86_400_000;
    const weekday = new Date(midnight).getUTCDay();
    const isWeekend = weekday === 0 || weekday === 6;
    const events: ShareEvent[] = [];
    const add = (user: string, res: string, address: string, hour: number, operation = 'Read') =>
      events.push({
        time: new Date(midnight + Math.floor(hour * 3_600_000)),
        user,
        res,
        address,
        operation,
      });
    for (const share of [...shares.flat(), ...common])
      add('CORP\\svc_backup', share, '10.9.0.1', 2 + random());
    const staff =
      day >= newHire.from
        ? [
            ...people,
            {
              ...{ user: newHire.user, department: 2, start: 9, address: '10.1.2.90', diligence: 0.97 },
              habits: [...people[2].habits.slice(0, 6), common[0]],
            },
          ]
        : people;
    for (const person of staff) {
      if (random() > (isWeekend ? 0.03 : person.diligence)) continue;
      const habits =
        person.user === roleChange.user && day >= roleChange.from
          ? [...person.habits.slice(0, 3), ...shares[0].slice(0, 6)]
          : person.habits;
      const touched = habits.filter((_, n) => random() < 0.75 / (1 + n / 4));
      for (const res of touched) {
        const times = 1 + below(3);
        for (let k = 0; k < times; k++) {
          const operation = random() < 0.3 ? 'Write' : 'Read';
          add(person.user, res, person.address, person.start + random() * 8.5, operation);
        }
      }
      // One in forty days somebody needs something else, mostly of the own department.
      if (random() < 0.025) {
        const from = random() < 0.7 ? shares[person.department] : shares[below(DEPARTMENTS.length)];
        add(person.user, from[below(SHARES - 1)], person.address, person.start + random() * 8.5);
      }
    }
    return events;
  });
  const [sweep, night] = [people[12], people[20]];
  const last = days[numDays - 1];
  const at = (hour: number) =>
    new Date(FIRST_DAY + (numDays - 1) * 86_400_000 + Math.floor(hour * 3_600_000));
  const foreign = shares.flatMap((own, department) => (department === sweep.department ? [] : own));
  for (let n = 0; n < 30; n++) {
    const res = foreign.splice(below(foreign.length), 1)[0];
    last.push({ time: at(10 + n / 20), user: sweep.user, res, address: sweep.address, operation: 'Read' });
  }
  last.push({
    time: at(3.1),
    user: night.user,
    res: night.habits[0],
    address: '10.1.9.200',
    operation: 'Read',
  });
  last.push({
    time: at(11.2),
    user: 'CORP\\tmpadm7',
    res: salaries,
    address: '10.1.9.77',
    operation: 'Read',
  });
  return {
    days,
    planted: { sweep: sweep.user, night: night.user, unknown: 'CORP\\tmpadm7' },
    newHire,
    roleChange,
    backup: 'CORP\\svc_backup',
  };
}

/** Events as `readAccess` reads them by day and hour: a row for each distinct combination. */
export function shareRows(events: readonly ShareEvent[]) {
  const rows = new Map<string, ReturnType<typeof rowOf>>();
  for (const event of events) {
    const row = rowOf(event);
    const key = JSON.stringify([row.user, row.res, row.day, row.hour]);
    const before = rows.get(key);
    if (before) {
      before.likelihood++;
      if (row.first < before.first) before.first = row.first;
      if (row.last > before.last) before.last = row.last;
    } else rows.set(key, row);
  }
  return [...rows.values()];
}

function rowOf({ time, user, res }: ShareEvent) {
  return {
    ...{ tenant: 'default', user, res, likelihood: 1, day: new Date(time).toISOString().slice(0, 10) },
    ...{ hour: time.getUTCHours(), first: time, last: time },
  };
}
