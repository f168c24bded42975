import { type Profile, textAt } from './Profile.js';

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
  isAccess: `(coalesce(${textAt('$.eventType')}, '') LIKE 'user.authentication%' AND ${application()} IS NOT NULL)`,
  isFailed: `coalesce(${textAt('$.outcome.result')}, 'SUCCESS') NOT IN ('SUCCESS', 'ALLOW')`,
  tenant: 'NULL',
  user: textAt('$.actor.alternateId', '$.actor.id'),
  res: `coalesce(nullif(${application()} ->> '$.displayName', ''), ${application()} ->> '$.alternateId')`,
  time: textAt('$.published'),
  id: textAt('$.uuid'),
  kind: `CASE WHEN coalesce(${textAt('$.actor.type')}, 'User') <> 'User' OR ${textAt('$.actor.alternateId')} = 'system@okta.com'
    THEN 'service' ELSE 'person' END`,
};

/** The first target that is an application. */
function application(): string {
  return `list_filter(CAST(json_extract(json, '$.target[*]') AS JSON[]), lambda t: t ->> '$.type' = 'AppInstance')[1]`;
}
