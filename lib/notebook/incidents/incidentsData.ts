import { createHash } from 'node:crypto';
import type { AccountHabits } from '../../alerts/habits/AccountHabits.js';
import type { IncidentsData } from '../page/IncidentsData.js';
import { daysOf, type ShownIncident } from './shownIncidents.js';

/** What the page's script needs to know about the alerts. */
export function incidentsData(
  incidents: readonly ShownIncident[],
  habits: readonly AccountHabits[] | null,
): IncidentsData {
  const accounts = incidents.map((incident, n) => ({
    tenant: incident.tenant,
    user: incident.user,
    severity: `${incident.band} ${incident.severity}`,
    days: daysOf(incident),
    accesses: incident.told.map((access) => ({
      res: access.res,
      days: daysOf({ ...incident, told: [access] }),
    })),
    uses: habits?.[n].used ?? null,
  }));
  const names = accounts.map(({ tenant, user, days }) => [tenant, user, days]);
  const id = createHash('sha256')
    .update(JSON.stringify(names.map((each) => JSON.stringify(each)).sort()))
    .digest('hex')
    .slice(0, 16);
  return { id, accounts };
}
