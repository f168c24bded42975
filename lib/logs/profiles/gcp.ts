import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const METHOD: Value = [
  'methodName',
  { cases: [{ when: { field: 'gcp.audit.type', filled: true }, use: 'event.action' }] },
];
const USER: Value = [
  'authenticationInfo.principalEmail',
  'PrincipalEmail',
  'client.user.email',
  'authenticationInfo.principalSubject',
];
const SERVICE: Value = ['serviceName', 'service.name'];
const AGENT: Value = ['requestMetadata.callerSuppliedUserAgent', 'user_agent.original'];

/**
 * Google Cloud's audit logs: log entries with a protoPayload, as Cloud Logging, its sinks and its console
 * write them, Log Analytics' GCPAuditLogs, and Elastic.
 *
 * - tenant: the project (or folder, or organisation)
 * - user: principalEmail, else principalSubject
 * - resource: resourceName, of objects their bucket and of jobs their project: their own names are made up by
 *   the thousand; else `serviceName:methodName`
 * - failed: a status.code other than 0, or an authorisation that wasn't granted
 * - service: service accounts and Google's own systems; anonymous: `system:anonymous`
 */
export const gcp: Profile = {
  title: "Google Cloud's audit logs",
  url: 'https://cloud.google.com/logging/docs/audit/understanding-audit-logs',
  within: places(
    'protoPayload',
    'protoPayload.auditLog',
    'protopayload_auditlog',
    'jsonPayload.protoPayload',
    'gcp.audit',
  ),
  access: {
    all: [
      { field: METHOD, filled: true },
      { field: [SERVICE, 'logName'], filled: true },
    ],
  },
  failed: {
    any: [
      { field: ['status.code', 'Status'], above: 0 },
      { field: 'authorizationInfo[0].granted', is: false },
      { field: 'event.outcome', is: 'failure' },
    ],
  },
  tenant: [
    'resource.labels.project_id',
    'ProjectId',
    'cloud.project.id',
    { of: ['logName', 'log.logger'], match: '^(?:projects|folders|organizations|billingAccounts)/([^/]+)/' },
  ],
  user: USER,
  res: [
    { of: ['resourceName', 'GCPResourceName'], replace: '/(?:objects|jobs)/.*$', by: '' },
    { join: [SERVICE, METHOD], with: ':' },
  ],
  time: ['timestamp', '@timestamp', 'TimeGenerated', 'receiveTimestamp'],
  id: ['insertId', 'event.id'],
  accounts: {
    anonymous: { field: USER, is: ['system:anonymous', 'anonymous', 'allUsers'] },
    service: {
      field: USER,
      matches: '(?i)gserviceaccount\\.com$|^system:|^system@google\\.com$|^serviceAccount:|^principal://',
    },
  },
  context: {
    network: { of: ['requestMetadata.callerIp', 'source.ip'], family: 'network' },
    country: 'source.geo.country_iso_code',
    asn: 'source.as.number',
    client: { of: AGENT, family: 'client' },
    device: { of: AGENT, family: 'device' },
    region: ['resource.labels.location', 'resource.labels.region', 'resource.labels.zone', 'cloud.region'],
  },
};
