import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isAbove, isFilled, isNot, matches, not } from './shorthand.js';

const LOGIN_TIME = 'LoginTime';
const NAME = 'USER_NAME';
/** Ids first: all kinds of events have them, names only few. */
const USER: Value = ['USER_ID_DERIVED', 'USER_ID', NAME];
const AGENT: Value = ['USER_AGENT', 'BROWSER_TYPE', 'BROWSER_NAME', 'Browser'];

/**
 * Salesforce's events: EventLogFile (CSV, hourly or daily, all kinds of events, also of different kinds in a
 * folder), LoginHistory (of the API, and the CSV of Setup), the real-time events that are stored (LoginEvent,
 * ApiEvent, ReportEvent), Log Analytics, and Elastic. Its own users are services (`autoproc@00d...`).
 */
export const salesforce: Profile = {
  title: "Salesforce's events",
  url: 'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_eventlogfile_supportedeventtypes.htm',
  within: places('salesforce.login', 'salesforce.apex', 'salesforce.logout'),
  access: any(
    all(isFilled('EVENT_TYPE'), not(is('EVENT_TYPE', 'Logout'))),
    isFilled(LOGIN_TIME),
    isFilled('EventIdentifier'),
  ),
  failed: any(
    isNot('LOGIN_STATUS', 'LOGIN_NO_ERROR'),
    is('REQUEST_STATUS', ['F', 'A', 'N', 'Failure', 'Authorization Error']),
    isAbove('STATUS_CODE', 399),
    all(isFilled([LOGIN_TIME, 'EventIdentifier']), isNot('Status', 'Success')),
  ),
  tenant: 'ORGANIZATION_ID',
  user: USER,
  res: [
    {
      join: [
        'EVENT_TYPE',
        [
          'ENTITY_NAME',
          'REPORT_ID_DERIVED',
          'DASHBOARD_ID_DERIVED',
          'DOCUMENT_ID_DERIVED',
          'VERSION_ID_DERIVED',
          'LIST_VIEW_ID',
          'URI_ID_DERIVED',
          'QUERIED_ENTITIES',
          'APP_NAME',
          'PAGE_APP_NAME',
        ],
      ],
      with: ':',
    },
    'EVENT_TYPE',
    'Application',
    'QueriedEntities',
    'Operation',
    'LoginType',
  ],
  time: ['TIMESTAMP_DERIVED', 'TIMESTAMP', LOGIN_TIME, 'EventDate', '@timestamp', 'TimeGenerated'],
  // Hourly and daily files have the same events. A request has many, of several kinds.
  id: ['EventIdentifier', { join: ['REQUEST_ID', 'EVENT_TYPE', 'TIMESTAMP', 'URI'], with: '/' }, 'Id'],
  accounts: {
    anonymous: is('USER_TYPE', ['Guest', 'G']),
    service: matches(NAME, '(?i)^[a-z]+@00d[a-z0-9]{12,15}'),
  },
  operation: ['EVENT_TYPE', 'Operation', 'LoginType'],
  result: ['LOGIN_STATUS', 'REQUEST_STATUS', 'STATUS_CODE', 'Status'],
  context: {
    network: { of: ['CLIENT_IP', 'SOURCE_IP', 'source.ip'], family: 'network' },
    country: ['CountryIso', 'COUNTRY_CODE', 'Country', 'source.geo.country_iso_code'],
    client: { of: AGENT, family: 'client' },
    device: { of: ['PLATFORM_TYPE', 'OS_NAME', 'Platform', AGENT], family: 'device' },
  },
};
