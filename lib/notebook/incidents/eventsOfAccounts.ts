import type { Table } from 'apache-arrow';
import { Numbering } from '../../accesses/Numbering.js';
import { localTime } from '../../base/text/localTime.js';
import { findColumns } from '../../tables/findColumn.js';
import type { ShownEvent } from './accountHtml.js';
import type { ShownIncident } from './shownIncidents.js';

/** The greatest number of events that are shown for an account. */
const MOST_EVENTS = 20;

/** The first events of each account, from a table of `readEvents`. */
export function eventsOfAccounts(
  incidents: readonly ShownIncident[],
  events: Table,
  timeZone?: string,
): ShownEvent[][] {
  const accounts = new Numbering();
  const numbers = incidents.map(({ tenant, user }) => accounts.add(tenant, user));
  const found = Array.from({ length: accounts.size }, (): ShownEvent[] => []);
  const names = ['tenant', 'user', 'res', 'time', 'file', 'line', 'event'] as const;
  const { tenant, user, res, time, file, line, event } = findColumns(events, names);
  for (let row = 0; row < events.numRows; row++) {
    const own = found[accounts.find(String(tenant.get(row)), String(user.get(row)))];
    if (own === undefined || own.length >= MOST_EVENTS) continue;
    const at = time.get(row);
    const number = line.get(row);
    own.push({
      time: at === null ? '' : localTime(new Date(Number(at)), timeZone),
      res: String(res.get(row)),
      place: number === null ? String(file.get(row)) : `${file.get(row)}:${number}`,
      text: String(event.get(row)),
    });
  }
  return numbers.map((number) => found[number]);
}
