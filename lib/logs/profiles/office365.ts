import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const USER: Value = ['UserId', 'UserIds'];
const OPERATION: Value = ['Operation', 'Operations', 'event.action'];
const WORKLOAD: Value = ['Workload', 'OfficeWorkload', 'service', 'event.provider'];
const TIME: Value = ['CreationTime', 'CreationDate', 'TimeGenerated', 'createdDateTime', '@timestamp'];
const AGENT: Value = ['UserAgent', 'ExtendedProperties[Name=UserAgent].Value', 'user_agent.original'];

/**
 * Office 365's unified audit log: records of the Management Activity API, the exports of
 * Search-UnifiedAuditLog, of Purview and of Microsoft Graph (whose `AuditData` holds the record as JSON or as
 * an object), Log Analytics' OfficeActivity, and Elastic.
 *
 * - tenant: OrganizationId; user: UserId
 * - resource: ObjectId (of SharePoint and OneDrive the file's full path), else the mailbox, else
 *   Workload:Operation
 * - failed: ResultStatus Failed or False, and sign-ins of the operation UserLoginFailed
 * - service: UserType 4 to 8 (System, Application, ServicePrincipal, policies); anonymous: links that need no
 *   sign-in
 */
export const office365: Profile = {
  title: "Office 365's unified audit log",
  url: 'https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema',
  within: places('AuditData', 'o365.audit'),
  access: {
    all: [
      { field: OPERATION, filled: true },
      { field: USER, filled: true },
      { field: TIME, filled: true },
    ],
  },
  failed: {
    any: [
      { field: 'ResultStatus', is: ['Failed', 'Failure', 'False'] },
      { field: OPERATION, is: 'UserLoginFailed' },
    ],
  },
  tenant: ['OrganizationId', 'organization.id'],
  user: USER,
  res: ['ObjectId', 'OfficeObjectId', 'MailboxOwnerUPN', { join: [WORKLOAD, OPERATION], with: ':' }],
  time: TIME,
  id: ['Id', 'OfficeId', 'RecordId', 'Identity', 'event.id'],
  accounts: {
    anonymous: { field: USER, matches: '(?i)^(anonymous$|urn:spo:anon)' },
    service: {
      any: [
        {
          field: 'UserType',
          is: [4, 5, 6, 7, 8, 'System', 'Application', 'ServicePrincipal', 'CustomPolicy', 'SystemPolicy'],
        },
        {
          field: USER,
          matches: '(?i)^(app@sharepoint$|NT AUTHORITY\\\\|SHAREPOINT\\\\system$|ServicePrincipal_)',
        },
      ],
    },
  },
  foldCase: ['user', 'res'],
  context: {
    network: {
      of: ['ClientIP', 'ClientIPAddress', 'ActorIpAddress', 'Client_IPAddress', 'source.ip'],
      family: 'network',
    },
    client: { of: [AGENT, 'ClientInfoString'], family: 'client' },
    device: { of: ['DeviceProperties[Name=OS].Value', 'Platform', AGENT], family: 'device' },
  },
};
