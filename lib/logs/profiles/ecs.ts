import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const CATEGORY = 'event.category';
const TYPE = 'event.type';
const USER: Value = ['user.email', 'user.name', 'user.id', 'source.user.name', 'client.user.name'];

/**
 * Events in the Elastic Common Schema, of whatever product: sign-ins, files, databases, web and settings
 * (`event.category`). Logs whose own profile is here are read better by that.
 *
 * - tenant: organization.id or the cloud's account, where there is one
 * - user: user.email, else user.name or user.id
 * - resource: the file, database or URL's domain that the event names; of sign-ins the service or host; else
 *   `provider:action`
 * - failed: event.outcome failure, or an event of the type denied
 * - machine: names ending in `$`; service: SYSTEM and its like, and roots of daemons; anonymous: of that name
 */
export const ecs: Profile = {
  title: 'Elastic Common Schema',
  url: 'https://www.elastic.co/docs/reference/ecs/ecs-field-reference',
  within: places(),
  access: {
    all: [
      { field: CATEGORY, matches: 'authentication|session|file|database|web|api|iam|configuration' },
      { field: USER, filled: true },
      { not: { field: 'event.kind', is: ['alert', 'metric', 'state', 'signal'] } },
      // Ends of sessions are none.
      {
        not: {
          all: [
            { field: CATEGORY, matches: 'session|authentication' },
            { field: TYPE, matches: 'end' },
          ],
        },
      },
    ],
  },
  failed: {
    any: [
      { field: 'event.outcome', is: 'failure' },
      { field: TYPE, matches: 'denied' },
    ],
  },
  tenant: ['organization.id', 'cloud.account.id', 'organization.name'],
  user: USER,
  res: [
    'file.path',
    'database.name',
    {
      cases: [
        {
          when: { field: CATEGORY, matches: 'authentication|session' },
          use: [
            'service.target.name',
            'service.name',
            'destination.domain',
            'host.name',
            'host.hostname',
            'destination.ip',
          ],
        },
      ],
    },
    'url.domain',
    { join: ['event.provider', 'event.action'], with: ':' },
    'event.action',
    'event.dataset',
  ],
  time: '@timestamp',
  id: ['event.id', '_id'],
  accounts: {
    anonymous: { field: USER, matches: '(?i)^anonymous( logon)?$' },
    machine: { field: USER, matches: '\\$$' },
    service: { field: USER, matches: '(?i)^(SYSTEM|LOCAL SERVICE|NETWORK SERVICE|DWM-\\d+|UMFD-\\d+)$' },
  },
  context: {
    network: { of: ['source.ip', 'client.ip', 'source.address'], family: 'network' },
    country: ['source.geo.country_iso_code', 'client.geo.country_iso_code'],
    asn: ['source.as.number', 'client.as.number'],
    client: { of: ['user_agent.original', 'user_agent.name'], family: 'client' },
    device: { of: ['user_agent.os.name', 'user_agent.original', 'host.os.name'], family: 'device' },
    region: 'cloud.region',
    logon_type: 'winlog.logon.type',
  },
};
