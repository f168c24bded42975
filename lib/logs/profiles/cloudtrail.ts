import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const SOURCE: Value = [
  'eventSource',
  // Elastic's name for it, which other vendors' events have, too.
  { of: 'event.provider', match: '^[a-z0-9.-]+[.]amazonaws[.]com$' },
];
const NAME: Value = ['eventName', 'event.action'];
const TYPE: Value = 'userIdentity.type';
const ARN: Value = 'userIdentity.arn';
const ROLE: Value = ['userIdentity.sessionContext.sessionIssuer.arn', 'SessionIssuerArn'];
const NAMES: Value = [
  ARN,
  'userIdentity.userName',
  'userIdentity.principalId',
  'userIdentity.onBehalfOf.userId',
  'Username',
];

/**
 * AWS CloudTrail: `{"Records": [...]}` as it writes them, one record a line, `aws cloudtrail lookup-events`,
 * the console's CSV, Athena, EventBridge, CloudWatch Logs, Log Analytics' AWSCloudTrail, and Elastic.
 *
 * - tenant: recipientAccountId
 * - user: the ARN of the identity. A role's sessions are the role, since their names are often made up for
 *   each; but those of IAM Identity Center (`AWSReservedSSO_`) are named after the person, and stay apart
 * - resource: the action, `eventSource:eventName`: what most events name
 * - failed: an errorCode, or a console sign-in that failed
 * - machine: role sessions of EC2 instances (`i-...`); service: AWSService, service-linked roles, and calls
 *   that only say which service made them; anonymous: an account or principal of that name
 */
export const cloudtrail: Profile = {
  title: 'AWS CloudTrail',
  url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
  within: places('CloudTrailEvent', 'detail', 'aws.cloudtrail'),
  access: {
    all: [
      { field: SOURCE, filled: true },
      { field: NAME, filled: true },
    ],
  },
  failed: {
    any: [
      { field: 'errorCode', filled: true },
      { field: 'responseElements.ConsoleLogin', is: 'Failure' },
      { field: 'event.outcome', is: 'failure' },
    ],
  },
  tenant: ['recipientAccountId', 'userIdentity.accountId', 'cloud.account.id', 'account'],
  user: [
    {
      cases: [
        {
          when: {
            all: [{ field: TYPE, is: 'AssumedRole' }, { not: { field: ROLE, matches: '/AWSReservedSSO_' } }],
          },
          use: ROLE,
        },
      ],
    },
    NAMES,
    'userIdentity.invokedBy',
  ],
  res: { join: [SOURCE, NAME], with: ':' },
  time: ['eventTime', 'TimeGenerated', '@timestamp'],
  id: ['eventID', 'AwsEventId', 'event.id'],
  accounts: {
    anonymous: {
      any: [
        { field: 'userIdentity.accountId', is: 'anonymous' },
        { field: 'userIdentity.principalId', is: 'anonymous' },
      ],
    },
    service: {
      any: [
        { field: TYPE, is: 'AWSService' },
        // Plain texts are found faster than patterns.
        { field: ROLE, matches: ':role/aws-service-role/' },
        { field: ROLE, matches: '/AWSServiceRoleFor' },
        { field: NAMES, filled: false },
      ],
    },
    machine: {
      all: [
        { field: ARN, matches: ':assumed-role/' },
        { field: ARN, matches: '/i-[0-9a-f]+$' },
      ],
    },
  },
  context: {
    network: {
      of: ['sourceIPAddress', 'source.ip', 'source.address'],
      family: 'network',
    },
    country: 'source.geo.country_iso_code',
    asn: 'source.as.number',
    client: { of: ['userAgent', 'user_agent.original'], family: 'client' },
    device: { of: ['userAgent', 'user_agent.original'], family: 'device' },
    region: ['awsRegion', 'cloud.region'],
  },
};
