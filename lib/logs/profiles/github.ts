import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isAbove, isFilled, matches, when } from './shorthand.js';

// Elastic uses the same names for all vendors: they count if the rest is GitHub's.
const ACTION: Value = ['action', when(isFilled('github.category'), 'event.action')];
const ACTOR: Value = ['actor', when(isFilled('github.category'), 'user.name')];
const ORGANISATION: Value = ['org', 'business'];
const CATEGORY: Value = { of: ACTION, before: '.' };

/**
 * GitHub's audit log, of an organisation or an enterprise, with Git events or without: its exports (JSON
 * lines or an array, CSV), its streams, Log Analytics, and Elastic. Only requests (`api.request`) can fail;
 * other events report what was done.
 */
export const github: Profile = {
  title: "GitHub's audit log",
  url: 'https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization',
  within: places('github'),
  access: all(isFilled(ACTION), isFilled(ACTOR)),
  failed: isAbove('status_code', 399),
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
  accounts: { service: any(is('actor_is_bot', true), matches(ACTOR, '\\[bot\\]$')) },
  operation: ACTION,
  result: 'status_code',
  context: {
    network: { of: ['actor_ip', 'source.ip'], family: 'network' },
    country: ['actor_location.country_code', 'country'],
    client: { of: ['user_agent', 'user_agent.original'], family: 'client' },
  },
};
