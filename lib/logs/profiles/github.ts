import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

// Elastic calls them as it does those of all vendors: they count where the rest is GitHub's.
const ACTION: Value = [
  'action',
  { cases: [{ when: { field: 'github.category', filled: true }, use: 'event.action' }] },
];
const ACTOR: Value = [
  'actor',
  { cases: [{ when: { field: 'github.category', filled: true }, use: 'user.name' }] },
];
const ORGANISATION: Value = ['org', 'business'];
const CATEGORY: Value = { of: ACTION, before: '.' };

/**
 * GitHub's audit log, of an organisation or an enterprise, with Git events or without: its exports (JSON
 * lines or an array, CSV), its streams, Log Analytics, and Elastic.
 *
 * - tenant: org, else business
 * - user: actor
 * - resource: repo (`org/name`); of events on no repository what the action is on (`org:team`, `org:members`)
 * - failed: a status_code of 400 or more (`api.request`); other events are only of what was done
 * - service: bots (`actor_is_bot`, `[bot]`)
 */
export const github: Profile = {
  title: "GitHub's audit log",
  url: 'https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization',
  within: places('github'),
  access: {
    all: [
      { field: ACTION, filled: true },
      { field: ACTOR, filled: true },
    ],
  },
  failed: { field: 'status_code', above: 399 },
  tenant: ORGANISATION,
  user: ACTOR,
  res: [
    'repo',
    'repository',
    { join: [ORGANISATION, CATEGORY], with: ':' },
    { join: [{ text: ':' }, CATEGORY] },
  ],
  time: ['@timestamp', 'created_at', 'TimeGenerated'],
  id: ['_document_id', 'event.id'],
  accounts: {
    service: {
      any: [
        { field: 'actor_is_bot', is: true },
        { field: ACTOR, matches: '\\[bot\\]$' },
      ],
    },
  },
  context: {
    network: { of: ['actor_ip', 'source.ip'], family: 'network' },
    country: ['actor_location.country_code', 'country'],
    client: { of: ['user_agent', 'user_agent.original'], family: 'client' },
  },
};
