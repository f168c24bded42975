import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isEmpty, isFilled, isNot, matches } from './shorthand.js';

const TIME: Value = ['createdDateTime', 'created_at', 'TimeGenerated', 'Date (UTC)', 'Date'];
const PERSON: Value = ['userPrincipalName', 'Username'];
const RESOURCE: Value = ['resourceDisplayName', 'appDisplayName', 'Resource', 'Application'];
const AGENT: Value = ['userAgent', 'user_agent.original'];

/**
 * Microsoft Entra sign-ins: Microsoft Graph's `signIn` (`{"value": [...]}`), the portal's JSON and CSV
 * (InteractiveSignIns and its neighbours, and the older one), Azure Monitor's diagnostic records (under
 * `properties`, in an Event Hub or not), the tables SigninLogs, AADNonInteractiveUserSignInLogs and their
 * neighbours of Log Analytics, and Elastic. `TenantId` of Log Analytics is its workspace, and comes last.
 */
export const entra: Profile = {
  title: 'Microsoft Entra sign-ins',
  url: 'https://learn.microsoft.com/graph/api/resources/signin',
  within: places('properties', 'azure.signinlogs.properties', 'azure.signinlogs'),
  access: all(
    isFilled(TIME),
    isFilled(RESOURCE),
    // The same Event Hub holds Entra's other logs.
    any(isEmpty('category'), matches('category', '(?i)sign-?in')),
  ),
  failed: any(
    isNot(['status.errorCode', 'resultType', 'Sign-in error code'], [0, 'Success']),
    is('Status', ['Failure', 'Interrupted']),
  ),
  tenant: [
    'homeTenantId',
    'AADTenantId',
    'azure.tenant_id',
    { of: 'ResourceId', match: '(?i)^/tenants/([^/]+)/' },
    'tenantId',
  ],
  user: [PERSON, 'servicePrincipalName', 'managedIdentityName'],
  res: RESOURCE,
  time: TIME,
  id: ['id', 'Request ID', 'event.id'],
  accounts: { service: isEmpty(PERSON) },
  foldCase: ['user'],
  operation: ['appDisplayName', 'Application'],
  result: ['status.errorCode', 'resultType', 'Sign-in error code', 'Status'],
  context: {
    network: { of: ['ipAddress', 'callerIpAddress', 'source.ip'], family: 'network' },
    country: [
      'location.countryOrRegion',
      'LocationDetails.countryOrRegion',
      // `Graz, Styria, AT`, or just the country.
      { of: 'Location', match: '(?:^|,\\s*)([A-Z]{2})$' },
      'Country',
      'geo.country_iso_code',
    ],
    asn: ['autonomousSystemNumber', 'source.as.number'],
    client: {
      of: ['deviceDetail.browser', 'Browser', AGENT, 'clientAppUsed', 'Client app'],
      family: 'client',
    },
    device: { of: ['deviceDetail.operatingSystem', 'Operating System', 'OS', AGENT], family: 'device' },
  },
};
