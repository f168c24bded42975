import { type Profile, textAt } from './Profile.js';

/**
 * Office 365's unified audit log: records of the Management Activity API, or the export whose column `AuditData` holds
 * them as JSON.
 *
 * - tenant: OrganizationId; user: UserId
 * - resource: ObjectId (of SharePoint and OneDrive the file's full path), else the mailbox, else Workload:Operation
 * - failed: ResultStatus Failed or False
 * - service: UserType 4 to 8 (System, Application, ServicePrincipal, policies); anonymous: links that need no sign-in
 *
 * https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema
 */
export const office365: Profile = {
  event: `coalesce(TRY_CAST(json ->> '$.AuditData' AS JSON), json)`,
  isAccess: `(${textAt('$.Operation')} IS NOT NULL AND ${textAt('$.UserId')} IS NOT NULL AND ${textAt('$.CreationTime')} IS NOT NULL)`,
  isFailed: `lower(coalesce(${textAt('$.ResultStatus')}, '')) IN ('failed', 'false')`,
  tenant: textAt('$.OrganizationId'),
  user: textAt('$.UserId'),
  res: `coalesce(${textAt('$.ObjectId', '$.MailboxOwnerUPN')}, ${textAt('$.Workload')} || ':' || ${textAt('$.Operation')})`,
  time: textAt('$.CreationTime'),
  id: textAt('$.Id'),
  kind: `CASE
    WHEN lower(${textAt('$.UserId')}) = 'anonymous' OR ${textAt('$.UserId')} LIKE 'urn:spo:anon%' THEN 'anonymous'
    WHEN ${textAt('$.UserType')} IN ('4', '5', '6', '7', '8', 'System', 'Application', 'ServicePrincipal', 'CustomPolicy', 'SystemPolicy')
      OR lower(${textAt('$.UserId')}) = 'app@sharepoint' OR ${textAt('$.UserId')} ILIKE 'NT AUTHORITY\\\\%' THEN 'service'
    ELSE 'person' END`,
};
