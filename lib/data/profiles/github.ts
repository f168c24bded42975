import { type Profile, text } from './Profile.js';

/**
 * GitHub's audit log, of an organisation or an enterprise, with Git events or without: JSON lines or an array.
 *
 * - tenant: org, else business
 * - user: actor
 * - resource: repo (`org/name`); of events on no repository what the action is on (`org:team`, `org:members`)
 * - service: bots (`actor_is_bot`, `[bot]`), and integrations
 *
 * The log holds what was done, not what failed.
 *
 * https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
export const github: Profile = {
  isAccess: `(${text('$.action')} IS NOT NULL AND ${text('$.actor')} IS NOT NULL)`,
  isFailed: 'false',
  tenant: text('$.org', '$.business'),
  user: text('$.actor'),
  res: `coalesce(${text('$.repo', '$.repository')}, coalesce(${text('$.org', '$.business')}, '') || ':' || split_part(${text('$.action')}, '.', 1))`,
  time: text('$."@timestamp"', '$.created_at'),
  kind: `CASE WHEN ${text('$.actor_is_bot')} = 'true' OR ${text('$.actor')} LIKE '%[bot]' THEN 'service' ELSE 'person' END`,
};
