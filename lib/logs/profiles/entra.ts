import { type Profile, textAt } from './Profile.js';

/**
 * Microsoft Entra sign-ins: Microsoft Graph's `signIn` (`{"value": [...]}`), Azure Monitor's diagnostic records (under
 * `properties`), or a table SigninLogs of Log Analytics.
 *
 * - tenant: homeTenantId, else the tenant that the record is of
 * - user: userPrincipalName; of an application its servicePrincipalName
 * - resource: resourceDisplayName, else appDisplayName
 * - failed: status.errorCode (or ResultType) other than 0
 * - service: sign-ins of service principals and managed identities
 *
 * https://learn.microsoft.com/graph/api/resources/signin
 */
export const entra: Profile = {
  isAccess: `(${named('createdDateTime', 'TimeGenerated')} IS NOT NULL
    AND ${named('resourceDisplayName', 'ResourceDisplayName', 'appDisplayName', 'AppDisplayName')} IS NOT NULL)`,
  isFailed: `coalesce(${textAt('$.status.errorCode', '$.properties.status.errorCode', '$.resultType', '$.ResultType')}, '0') <> '0'`,
  tenant: named('homeTenantId', 'HomeTenantId', 'tenantId', 'AADTenantId', 'TenantId'),
  user: named('userPrincipalName', 'UserPrincipalName', 'servicePrincipalName', 'ServicePrincipalName'),
  res: named('resourceDisplayName', 'ResourceDisplayName', 'appDisplayName', 'AppDisplayName'),
  time: named('createdDateTime', 'TimeGenerated', 'time'),
  id: named('id', 'Id'),
  kind: `CASE WHEN ${named('userPrincipalName', 'UserPrincipalName')} IS NULL THEN 'service' ELSE 'person' END`,
};

/** A field of any of these names, of the record or of its `properties`. */
function named(...names: string[]): string {
  return textAt(...names.flatMap((name) => [`$.${name}`, `$.properties.${name}`]));
}
