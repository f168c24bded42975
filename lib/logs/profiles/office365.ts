import { type Profile, text } from './Profile.js';

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
  isAccess: `(${text('$.Operation')} IS NOT NULL AND ${text('$.UserId')} IS NOT NULL AND ${text('$.CreationTime')} IS NOT NULL)`,
  isFailed: `lower(coalesce(${text('$.ResultStatus')}, '')) IN ('failed', 'false')`,
  tenant: text('$.OrganizationId'),
  user: text('$.UserId'),
  res: `coalesce(${text('$.ObjectId', '$.MailboxOwnerUPN')}, ${text('$.Workload')} || ':' || ${text('$.Operation')})`,
  time: text('$.CreationTime'),
  id: text('$.Id'),
  kind: `CASE
    WHEN lower(${text('$.UserId')}) = 'anonymous' OR ${text('$.UserId')} LIKE 'urn:spo:anon%' THEN 'anonymous'
    WHEN ${text('$.UserType')} IN ('4', '5', '6', '7', '8', 'System', 'Application', 'ServicePrincipal', 'CustomPolicy', 'SystemPolicy')
      OR lower(${text('$.UserId')}) = 'app@sharepoint' OR ${text('$.UserId')} ILIKE 'NT AUTHORITY\\\\%' THEN 'service'
    ELSE 'person' END`,
};
