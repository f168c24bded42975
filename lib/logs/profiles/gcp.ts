import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isAbove, isFilled, matches, when } from './shorthand.js';

const METHOD: Value = ['methodName', when(isFilled('gcp.audit.type'), 'event.action')];
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
 * write them, Log Analytics' GCPAuditLogs, and Elastic. The resource of an object is its bucket, and that of
 * a job its project: their own names are made up by the thousand.
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
  access: all(isFilled(METHOD), isFilled([SERVICE, 'logName'])),
  failed: any(
    isAbove(['status.code', 'Status'], 0),
    is('authorizationInfo[0].granted', false),
    is('event.outcome', 'failure'),
  ),
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
    anonymous: is(USER, ['system:anonymous', 'anonymous', 'allUsers']),
    service: matches(
      USER,
      '(?i)gserviceaccount\\.com$|^system:|^system@google\\.com$|^serviceAccount:|^principal://',
    ),
  },
  operation: METHOD,
  result: ['status.code', 'Status', 'event.outcome'],
  context: {
    network: { of: ['requestMetadata.callerIp', 'source.ip'], family: 'network' },
    country: 'source.geo.country_iso_code',
    asn: 'source.as.number',
    client: { of: AGENT, family: 'client' },
    device: { of: AGENT, family: 'device' },
    region: ['resource.labels.location', 'resource.labels.region', 'resource.labels.zone', 'cloud.region'],
  },
};
