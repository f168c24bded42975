import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../../accesses/accessesNamed.js';
import { counted } from '../../../base/text/counted.js';
import { grouped } from '../../../base/text/grouped.js';
import { shownList } from '../../../base/text/shownList.js';
import { visibleText } from '../../../base/text/visibleText.js';
import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import { TENANT_SUFFIX } from '../../../logs/profiles/accountTenants.js';
import { type ServiceSigns, serviceSigns } from '../likelyServices.js';
import type { Doubt } from './Doubt.js';

/** How many accounts a doubt names. */
const MOST_NAMES = 3;

/** A service account among persons is like none of them, and makes what it does look usual. */
export function aboutServices(state: EvidenceState): Doubt[] {
  const found = serviceSigns(state);
  if (found.length === 0) return [];
  const { users } = state.counts;
  const shown = found.slice(0, MOST_NAMES);
  const more = found.length - shown.length;
  const rest = more > 0 ? `; ${grouped(more)} more behave like ${shown.length > 1 ? 'them' : 'it'}` : '';
  const names = shown.map(({ user }) => visibleText(users.names[user]));
  const each = shown.map((signs, n) => `${names[n]} was active ${activityOf(signs)}`);
  return [
    {
      doubt: `${each.join('; ')}${rest}.`,
      advice:
        found.length === 1
          ? `If it is a service account, say so: accounts: service=${names[0]}`
          : `Those that are service accounts are to be named: accounts: service=${names.join('|')}`,
    },
  ];
}

function activityOf({ hours, days, ofDays, resources, ofResources }: ServiceSigns): string {
  return [
    ...(hours === null ? [] : [`at ${hours} of 24 hours`]),
    `on ${grouped(days)} of ${counted(ofDays, 'day')}`,
    `at ${grouped(resources)} of ${counted(ofResources, 'resource')}`,
  ].join(', ');
}

/**
 * Accounts that the model knows under another tenant, such as service accounts that were only named in
 * training.
 */
export function aboutMoved({ counts: { users }, params }: EvidenceState, scored: Table | undefined): Doubt[] {
  if (scored === undefined || scored.numRows === 0) return [];
  const { tenantCol, userCol, resCol } = params;
  const names = [
    [tenantCol, 'tenant'],
    [userCol, 'user'],
    [resCol, 'res'],
  ];
  if (!names.every((either) => either.some((name) => scored.getChild(name) !== null))) return [];
  const accounts = accessesNamed(scored, params).users;
  const moved: string[] = [];
  for (let code = 0; code < accounts.size; code++) {
    const [tenant, name] = [accounts.tenantOf(code), accounts.nameOf(code)];
    if (users.find(tenant, name) >= 0) continue;
    const others = Object.values(TENANT_SUFFIX).map((suffix) => `${tenant}${suffix}`);
    if (others.some((other) => users.find(other, name) >= 0)) moved.push(name);
  }
  if (moved.length === 0) return [];
  return [
    {
      doubt: `The model knows ${shownList(moved)} apart, as accounts of services or machines; in this log ${moved.length === 1 ? 'it stands' : 'they stand'} among persons.`,
      advice: 'Read this log with the same `accounts` as the model learned with.',
    },
  ];
}
