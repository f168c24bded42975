import { type Profile, text } from './Profile.js';

/**
 * GitHub's audit log, of an organisation or an enterprise, with Git events or without: JSON lines or an array.
 *
 * - tenant: org, else business
 * - user: actor
 * - resource: repo (`org/name`); of events on no repository what the action is on (`org:team`, `org:members`)
 * - failed: a status_code of 400 or more (`api.request`); other events are only of what was done
 * - service: bots (`actor_is_bot`, `[bot]`)
 *
 * https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/audit-log-events-for-your-organization
 */
export const github: Profile = {
  isAccess: `(${text('$.action')} IS NOT NULL AND ${text('$.actor')} IS NOT NULL)`,
  isFailed: `TRY_CAST(${text('$.status_code')} AS INTEGER) >= 400`,
  tenant: text('$.org', '$.business'),
  user: text('$.actor'),
  res: `coalesce(${text('$.repo', '$.repository')}, coalesce(${text('$.org', '$.business')}, '') || ':' || split_part(${text('$.action')}, '.', 1))`,
  time: text('$."@timestamp"', '$.created_at'),
  id: text('$._document_id'),
  kind: `CASE WHEN ${text('$.actor_is_bot')} = 'true' OR ${text('$.actor')} LIKE '%[bot]' THEN 'service' ELSE 'person' END`,
};
