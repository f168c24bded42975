import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isFilled, matches } from './shorthand.js';

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
 * UserType 4 to 8 (System, Application, ServicePrincipal, policies) are services. Those who follow a link
 * that needs no sign-in are anonymous.
 */
export const office365: Profile = {
  title: "Office 365's unified audit log",
  url: 'https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema',
  within: places('AuditData', 'o365.audit'),
  access: all(isFilled(OPERATION), isFilled(USER), isFilled(TIME)),
  failed: any(is('ResultStatus', ['Failed', 'Failure', 'False']), is(OPERATION, 'UserLoginFailed')),
  tenant: ['OrganizationId', 'organization.id'],
  user: USER,
  res: ['ObjectId', 'OfficeObjectId', 'MailboxOwnerUPN', { join: [WORKLOAD, OPERATION], with: ':' }],
  time: TIME,
  id: ['Id', 'OfficeId', 'RecordId', 'Identity', 'event.id'],
  accounts: {
    anonymous: matches(USER, '(?i)^(anonymous$|urn:spo:anon)'),
    service: any(
      is('UserType', [
        4,
        5,
        6,
        7,
        8,
        'System',
        'Application',
        'ServicePrincipal',
        'CustomPolicy',
        'SystemPolicy',
      ]),
      matches(USER, '(?i)^(app@sharepoint$|NT AUTHORITY\\\\|SHAREPOINT\\\\system$|ServicePrincipal_)'),
    ),
  },
  foldCase: ['user', 'res'],
  operation: OPERATION,
  result: 'ResultStatus',
  context: {
    network: {
      of: ['ClientIP', 'ClientIPAddress', 'ActorIpAddress', 'Client_IPAddress', 'source.ip'],
      family: 'network',
    },
    client: { of: [AGENT, 'ClientInfoString'], family: 'client' },
    device: { of: ['DeviceProperties[Name=OS].Value', 'Platform', AGENT], family: 'device' },
  },
};
