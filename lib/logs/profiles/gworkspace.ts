import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const NAME: Value = ['events[0].name', 'events.name', 'event_name', 'Event', 'event.action'];
const APPLICATION: Value = [
  'id.applicationName',
  'id_applicationName',
  { cases: [{ when: { field: 'google_workspace.kind', filled: true }, use: 'event.provider' }] },
  { cases: [{ when: { field: 'Document ID', filled: true }, use: { text: 'drive' } }] },
];
const CALLER: Value = ['actor.callerType', 'google_workspace.actor.type'];
const USER: Value = [
  'actor.email',
  'user.email',
  'Actor',
  'User',
  'actor.key',
  'google_workspace.actor.key',
  {
    cases: [
      { when: { not: { field: 'actor.profileId', is: '105250506097979753968' } }, use: 'actor.profileId' },
    ],
  },
];

/** A parameter of an activity's first event. */
function parameter(name: string): Value[] {
  return [`events[0].parameters[name=${name}].value`, `events.parameters[name=${name}].value`, name];
}

/**
 * Google Workspace's activities: those of the Admin SDK's Reports API, the admin console's CSV of Drive and
 * sign-ins, Log Analytics (GWorkspace_ReportsAPI), and Elastic. An activity counts once, by the first of its
 * events.
 *
 * - tenant: id.customerId
 * - user: actor.email, else its key or profileId
 * - resource: of Drive the document's id, of tokens and SAML the application that is signed in to; else
 *   `applicationName:event`
 * - failed: events whose name says failure, denied or blocked
 * - service: actors of the type KEY, and service accounts; anonymous: the profileId that stands for all of
 *   them
 */
export const gworkspace: Profile = {
  title: "Google Workspace's activities",
  url: 'https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list',
  within: places('google_workspace'),
  access: {
    all: [
      { field: NAME, filled: true },
      {
        field: [
          'id.applicationName',
          'id_applicationName',
          'google_workspace.kind',
          'Document ID',
          'Login type',
        ],
        filled: true,
      },
    ],
  },
  failed: { field: NAME, matches: '(?i)fail|denied|blocked' },
  tenant: ['id.customerId', 'organization.id'],
  user: USER,
  res: [
    ...parameter('doc_id'),
    'drive.file.id',
    'Document ID',
    ...parameter('app_name'),
    ...parameter('application_name'),
    ...parameter('orgunit_path'),
    { join: [APPLICATION, NAME], with: ':' },
    NAME,
  ],
  time: ['id.time', 'Date', '@timestamp', 'TimeGenerated'],
  id: [
    { join: ['id.uniqueQualifier', 'id.time'], with: '/' },
    { join: ['event.id', '@timestamp'], with: '/' },
  ],
  accounts: {
    anonymous: {
      any: [
        {
          all: [
            { field: 'actor.profileId', is: '105250506097979753968' },
            { field: 'actor.email', filled: false },
          ],
        },
        { field: USER, is: 'anonymous' },
      ],
    },
    service: {
      any: [
        { field: CALLER, is: 'KEY' },
        { field: USER, matches: '(?i)gserviceaccount\\.com$' },
      ],
    },
  },
  context: {
    network: { of: ['ipAddress', 'source.ip'], family: 'network' },
    country: ['networkInfo.regionCode', 'source.geo.country_iso_code'],
    asn: ['networkInfo.ipAsn[0]', 'source.as.number'],
    logon_type: [...parameter('login_type'), 'Login type'],
  },
};
