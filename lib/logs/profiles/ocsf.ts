import type { Predicate, Profile, Value } from './Profile.js';

const CLASS = 'class_uid';
const SIGNS_IN: Predicate = { field: CLASS, is: 3002 };

/** Of a sign-in the one that signs in; else the one that acts. */
function of(field: string): Value {
  return {
    cases: [{ when: SIGNS_IN, use: [`user.${field}`, `actor.user.${field}`] }],
    else: `actor.user.${field}`,
  };
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
 *
 * - tenant: the cloud's account, else metadata.tenant_uid
 * - user: its name, else its address or uid
 * - failed: status_id 2, or where there is none a status of Failure
 * - machine: names ending in `$`; service: users of the types System and Service, and AWS services;
 *   anonymous: of that name
 */
export const ocsf: Profile = {
  title: 'OCSF',
  url: 'https://schema.ocsf.io/',
  within: ['event.original', 'message', '_raw', '_source'],
  access: {
    any: [
      { all: [SIGNS_IN, { not: { field: 'activity_id', is: 2 } }] },
      { field: CLASS, is: [6003, 1001, 4010] },
    ],
  },
  failed: {
    any: [
      { field: 'status_id', is: 2 },
      {
        all: [
          { field: 'status_id', filled: false },
          { field: 'status', is: 'Failure' },
        ],
      },
    ],
  },
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
        when: { field: CLASS, is: 6003 },
        use: ['api.operation', 'resources[0].name', 'resources[0].uid', 'resource.name', 'resource.uid'],
      },
    ],
    else: ['file.path', 'file.name'],
  },
  time: ['time_dt', 'time', 'metadata.original_time'],
  id: 'metadata.uid',
  accounts: {
    anonymous: { field: USER, matches: '(?i)^anonymous( logon)?$' },
    machine: { field: USER, matches: '\\$$' },
    service: {
      any: [
        { field: of('type_id'), is: [3, 4] },
        { field: of('type'), is: ['System', 'Service', 'AWSService'] },
      ],
    },
  },
  context: {
    network: { of: 'src_endpoint.ip', family: 'network' },
    country: 'src_endpoint.location.country',
    asn: 'src_endpoint.autonomous_system.number',
    client: { of: 'http_request.user_agent', family: 'client' },
    device: { of: ['src_endpoint.os.name', 'http_request.user_agent'], family: 'device' },
    region: 'cloud.region',
    logon_type: { cases: [{ when: SIGNS_IN, use: ['logon_type', 'logon_type_id'] }] },
  },
};
