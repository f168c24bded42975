import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const LOGIN_TIME = 'LoginTime';
const NAME = 'USER_NAME';
/** Ids first: all kinds of events have them, names only few. */
const USER: Value = ['USER_ID_DERIVED', 'USER_ID', NAME];
const AGENT: Value = ['USER_AGENT', 'BROWSER_TYPE', 'BROWSER_NAME', 'Browser'];

/**
 * Salesforce's events: EventLogFile (CSV, hourly or daily, all kinds of events, also of different kinds in a
 * folder), LoginHistory (of the API, and the CSV of Setup), the real-time events that are stored (LoginEvent,
 * ApiEvent, ReportEvent), Log Analytics, and Elastic.
 *
 * - tenant: ORGANIZATION_ID
 * - user: the user's id (USER_ID_DERIVED of 18 characters, else USER_ID), else its name
 * - resource: of sign-ins the application; else EVENT_TYPE and what it was on: `Report:00O...`, `API:Account`
 * - failed: a LOGIN_STATUS other than LOGIN_NO_ERROR, a REQUEST_STATUS of failure or no access, a status code
 *   of 400 or more; of LoginHistory a Status other than Success
 * - anonymous: guests; service: Salesforce's own users (`autoproc@00d...`)
 */
export const salesforce: Profile = {
  title: "Salesforce's events",
  url: 'https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_eventlogfile_supportedeventtypes.htm',
  within: places('salesforce.login', 'salesforce.apex', 'salesforce.logout'),
  access: {
    any: [
      {
        all: [{ field: 'EVENT_TYPE', filled: true }, { not: { field: 'EVENT_TYPE', is: 'Logout' } }],
      },
      { field: LOGIN_TIME, filled: true },
      { field: 'EventIdentifier', filled: true },
    ],
  },
  failed: {
    any: [
      { field: 'LOGIN_STATUS', not: 'LOGIN_NO_ERROR' },
      { field: 'REQUEST_STATUS', is: ['F', 'A', 'N', 'Failure', 'Authorization Error'] },
      { field: 'STATUS_CODE', above: 399 },
      {
        all: [
          { field: [LOGIN_TIME, 'EventIdentifier'], filled: true },
          { field: 'Status', not: 'Success' },
        ],
      },
    ],
  },
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
    anonymous: { field: 'USER_TYPE', is: ['Guest', 'G'] },
    service: { field: NAME, matches: '(?i)^[a-z]+@00d[a-z0-9]{12,15}' },
  },
  context: {
    network: { of: ['CLIENT_IP', 'SOURCE_IP', 'source.ip'], family: 'network' },
    country: ['CountryIso', 'COUNTRY_CODE', 'Country', 'source.geo.country_iso_code'],
    client: { of: AGENT, family: 'client' },
    device: { of: ['PLATFORM_TYPE', 'OS_NAME', 'Platform', AGENT], family: 'device' },
  },
};
