import { type Profile, text } from './Profile.js';

/**
 * Okta's System Log: sign-ins to applications (`user.authentication.*` with a target of type AppInstance).
 *
 * - tenant: one, since the log doesn't name its organisation
 * - user: actor.alternateId; resource: the target's displayName, else its alternateId
 * - failed: outcome.result other than SUCCESS and ALLOW
 * - service: actors of another type than User, and Okta's own system@okta.com
 *
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog
 */
export const okta: Profile = {
  isAccess: `(coalesce(${text('$.eventType')}, '') LIKE 'user.authentication%' AND ${application()} IS NOT NULL)`,
  isFailed: `coalesce(${text('$.outcome.result')}, 'SUCCESS') NOT IN ('SUCCESS', 'ALLOW')`,
  tenant: 'NULL',
  user: text('$.actor.alternateId', '$.actor.id'),
  res: `coalesce(nullif(${application()} ->> '$.displayName', ''), ${application()} ->> '$.alternateId')`,
  time: text('$.published'),
  id: text('$.uuid'),
  kind: `CASE WHEN coalesce(${text('$.actor.type')}, 'User') <> 'User' OR ${text('$.actor.alternateId')} = 'system@okta.com'
    THEN 'service' ELSE 'person' END`,
};

/** The first target that is an application. */
function application(): string {
  return `list_filter(CAST(json_extract(json, '$.target[*]') AS JSON[]), lambda t: t ->> '$.type' = 'AppInstance')[1]`;
}
