import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isEmpty, isFilled, matches, not, when } from './shorthand.js';

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
 * A role's sessions are the role, since their names are often made up for each; but those of IAM Identity
 * Center (`AWSReservedSSO_`) are named after the person, and stay apart. The resource is the action, which
 * most events name. Role sessions of EC2 instances (`i-...`) are machines.
 */
export const cloudtrail: Profile = {
  title: 'AWS CloudTrail',
  url: 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html',
  within: places('CloudTrailEvent', 'detail', 'aws.cloudtrail'),
  access: all(isFilled(SOURCE), isFilled(NAME)),
  failed: any(
    isFilled('errorCode'),
    is('responseElements.ConsoleLogin', 'Failure'),
    is('event.outcome', 'failure'),
  ),
  tenant: ['recipientAccountId', 'userIdentity.accountId', 'cloud.account.id', 'account'],
  user: [
    when(all(is(TYPE, 'AssumedRole'), not(matches(ROLE, '/AWSReservedSSO_'))), ROLE),
    NAMES,
    'userIdentity.invokedBy',
  ],
  res: { join: [SOURCE, NAME], with: ':' },
  time: ['eventTime', 'TimeGenerated', '@timestamp'],
  id: ['eventID', 'AwsEventId', 'event.id'],
  accounts: {
    anonymous: any(is('userIdentity.accountId', 'anonymous'), is('userIdentity.principalId', 'anonymous')),
    service: any(
      is(TYPE, 'AWSService'),
      // Searching for plain texts is faster than for patterns.
      matches(ROLE, ':role/aws-service-role/'),
      matches(ROLE, '/AWSServiceRoleFor'),
      isEmpty(NAMES),
    ),
    machine: all(matches(ARN, ':assumed-role/'), matches(ARN, '/i-[0-9a-f]+$')),
  },
  operation: NAME,
  result: ['errorCode', 'responseElements.ConsoleLogin', 'event.outcome'],
  context: {
    network: { of: ['sourceIPAddress', 'source.ip', 'source.address'], family: 'network' },
    country: 'source.geo.country_iso_code',
    asn: 'source.as.number',
    client: { of: ['userAgent', 'user_agent.original'], family: 'client' },
    device: { of: ['userAgent', 'user_agent.original'], family: 'device' },
    region: ['awsRegion', 'cloud.region'],
  },
};
