import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isEmpty, isFilled, matches, not, when } from './shorthand.js';

const NAME: Value = ['events[0].name', 'events.name', 'event_name', 'Event', 'event.action'];
const APPLICATION: Value = [
  'id.applicationName',
  'id_applicationName',
  when(isFilled('google_workspace.kind'), 'event.provider'),
  when(isFilled('Document ID'), { text: 'drive' }),
];
const CALLER: Value = ['actor.callerType', 'google_workspace.actor.type'];
const USER: Value = [
  'actor.email',
  'user.email',
  'Actor',
  'User',
  'actor.key',
  'google_workspace.actor.key',
  when(not(is('actor.profileId', '105250506097979753968')), 'actor.profileId'),
];

/** A parameter of an activity's first event. */
function parameter(name: string): Value[] {
  return [`events[0].parameters[name=${name}].value`, `events.parameters[name=${name}].value`, name];
}

/**
 * Google Workspace's activities: those of the Admin SDK's Reports API, the admin console's CSV of Drive and
 * sign-ins, Log Analytics (GWorkspace_ReportsAPI), and Elastic. An activity counts once, by the first of its
 * events. One profileId stands for all who are anonymous.
 */
export const gworkspace: Profile = {
  title: "Google Workspace's activities",
  url: 'https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list',
  within: places('google_workspace'),
  access: all(
    isFilled(NAME),
    isFilled([
      'id.applicationName',
      'id_applicationName',
      'google_workspace.kind',
      'Document ID',
      'Login type',
    ]),
  ),
  failed: matches(NAME, '(?i)fail|denied|blocked'),
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
    anonymous: any(
      all(is('actor.profileId', '105250506097979753968'), isEmpty('actor.email')),
      is(USER, 'anonymous'),
    ),
    service: any(is(CALLER, 'KEY'), matches(USER, '(?i)gserviceaccount\\.com$')),
  },
  operation: NAME,
  result: { of: NAME, match: '(?i)(fail[a-z]*|denied|blocked)' },
  context: {
    network: { of: ['ipAddress', 'source.ip'], family: 'network' },
    country: ['networkInfo.regionCode', 'source.geo.country_iso_code'],
    asn: ['networkInfo.ipAsn[0]', 'source.as.number'],
    logon_type: [...parameter('login_type'), 'Login type'],
  },
};
