import type { Predicate, Profile, Value } from './Profile.js';
import { all, any, is, isEmpty, matches, not, when } from './shorthand.js';

const CLASS = 'class_uid';
const SIGNS_IN: Predicate = is(CLASS, 3002);

/** For a sign-in, the user who signs in; else the actor. */
function of(field: string): Value {
  return when(SIGNS_IN, [`user.${field}`, `actor.user.${field}`], `actor.user.${field}`);
}

const USER: Value = [of('name'), of('email_addr'), of('uid')];

/**
 * The Open Cybersecurity Schema Framework, of Amazon Security Lake and many other products: JSON or Parquet.
 *
 * | class | user | resource |
 * |---|---|---|
 * | 3002 Authentication, but its logoffs | user | the service or host signed in to |
 * | 6003 API activity | actor.user | api.operation, else the first of the resources |
 * | 1001 File system activity, 4010 Network file activity | actor.user | file.path |
 */
export const ocsf: Profile = {
  title: 'OCSF',
  url: 'https://schema.ocsf.io/',
  within: ['event.original', 'message', '_raw', '_source'],
  access: any(all(SIGNS_IN, not(is('activity_id', 2))), is(CLASS, [6003, 1001, 4010])),
  failed: any(is('status_id', 2), all(isEmpty('status_id'), is('status', 'Failure'))),
  tenant: [
    'cloud.account.uid',
    'cloud.account_uid',
    'metadata.tenant_uid',
    'cloud.project_uid',
    'cloud.org.uid',
  ],
  user: USER,
  res: {
    cases: [
      {
        when: SIGNS_IN,
        use: [
          'service.name',
          'dst_endpoint.svc_name',
          'dst_endpoint.hostname',
          'dst_endpoint.name',
          'device.hostname',
          'device.name',
          'dst_endpoint.ip',
          'api.operation',
        ],
      },
      {
        when: is(CLASS, 6003),
        use: ['api.operation', 'resources[0].name', 'resources[0].uid', 'resource.name', 'resource.uid'],
      },
    ],
    else: ['file.path', 'file.name'],
  },
  time: ['time_dt', 'time', 'metadata.original_time'],
  id: 'metadata.uid',
  accounts: {
    anonymous: matches(USER, '(?i)^anonymous( logon)?$'),
    machine: matches(USER, '\\$$'),
    service: any(is(of('type_id'), [3, 4]), is(of('type'), ['System', 'Service', 'AWSService'])),
  },
  operation: ['api.operation', 'activity_name', 'type_name'],
  result: ['status', 'status_code', 'status_id'],
  context: {
    network: { of: 'src_endpoint.ip', family: 'network' },
    country: 'src_endpoint.location.country',
    asn: 'src_endpoint.autonomous_system.number',
    client: { of: 'http_request.user_agent', family: 'client' },
    device: { of: ['src_endpoint.os.name', 'http_request.user_agent'], family: 'device' },
    region: 'cloud.region',
    logon_type: when(SIGNS_IN, ['logon_type', 'logon_type_id']),
  },
};
