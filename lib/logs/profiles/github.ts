import { type Profile, textAt } from './Profile.js';

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
  isAccess: `(${textAt('$.action')} IS NOT NULL AND ${textAt('$.actor')} IS NOT NULL)`,
  isFailed: `TRY_CAST(${textAt('$.status_code')} AS INTEGER) >= 400`,
  tenant: textAt('$.org', '$.business'),
  user: textAt('$.actor'),
  res: `coalesce(${textAt('$.repo', '$.repository')}, coalesce(${textAt('$.org', '$.business')}, '') || ':' || split_part(${textAt('$.action')}, '.', 1))`,
  time: textAt('$."@timestamp"', '$.created_at'),
  id: textAt('$._document_id'),
  kind: `CASE WHEN ${textAt('$.actor_is_bot')} = 'true' OR ${textAt('$.actor')} LIKE '%[bot]' THEN 'service' ELSE 'person' END`,
};
