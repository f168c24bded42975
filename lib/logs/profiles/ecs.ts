import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isFilled, matches, not, when } from './shorthand.js';

const CATEGORY = 'event.category';
const TYPE = 'event.type';
const USER: Value = ['user.email', 'user.name', 'user.id', 'source.user.name', 'client.user.name'];

/**
 * Events in the Elastic Common Schema, from any product: sign-ins, files, databases, web and settings
 * (`event.category`). If a log has its own profile here, that reads it better.
 */
export const ecs: Profile = {
  title: 'Elastic Common Schema',
  url: 'https://www.elastic.co/docs/reference/ecs/ecs-field-reference',
  within: places(),
  access: all(
    matches(CATEGORY, 'authentication|session|file|database|web|api|iam|configuration'),
    isFilled(USER),
    not(is('event.kind', ['alert', 'metric', 'state', 'signal'])),
    // Ends of sessions aren't accesses.
    not(all(matches(CATEGORY, 'session|authentication'), matches(TYPE, 'end'))),
  ),
  failed: any(is('event.outcome', 'failure'), matches(TYPE, 'denied')),
  tenant: ['organization.id', 'cloud.account.id', 'organization.name'],
  user: USER,
  res: [
    'file.path',
    'database.name',
    when(matches(CATEGORY, 'authentication|session'), [
      'service.target.name',
      'service.name',
      'destination.domain',
      'host.name',
      'host.hostname',
      'destination.ip',
    ]),
    'url.domain',
    { join: ['event.provider', 'event.action'], with: ':' },
    'event.action',
    'event.dataset',
  ],
  time: '@timestamp',
  id: ['event.id', '_id'],
  accounts: {
    anonymous: matches(USER, '(?i)^anonymous( logon)?$'),
    machine: matches(USER, '\\$$'),
    service: matches(USER, '(?i)^(SYSTEM|LOCAL SERVICE|NETWORK SERVICE|DWM-\\d+|UMFD-\\d+)$'),
  },
  operation: 'event.action',
  result: 'event.outcome',
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
