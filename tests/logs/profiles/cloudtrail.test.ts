import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { cloudtrail } from '../../../lib/logs/profiles/cloudtrail.js';
import { structToJson } from '../../../lib/logs/smallFiles/structToJson.js';
import { carried } from './forms.js';
import { accesses, readSample } from './readSample.js';

const ACCOUNT = '111122223333';
const ROLE = `arn:aws:iam::${ACCOUNT}:role`;

const user = (name: string) => ({
  type: 'IAMUser',
  principalId: `AIDA${name}`,
  arn: `arn:aws:iam::${ACCOUNT}:user/${name}`,
  accountId: ACCOUNT,
  userName: name,
});

const session = (role: string, name: string, issuer = `${ROLE}/${role}`) => ({
  type: 'AssumedRole',
  principalId: `AROA:${name}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`,
  accountId: ACCOUNT,
  sessionContext: { sessionIssuer: { type: 'Role', arn: issuer, userName: role } },
});

const SSO = 'AWSReservedSSO_ReadOnly_0123456789abcdef';

/** Who calls what, and the expected result. */
const CALLS: [who: { [key: string]: Json }, more: { [key: string]: Json }, read: string][] = [
  [user('ada'), {}, `arn:aws:iam::${ACCOUNT}:user/ada | s3.amazonaws.com:ListBuckets`],
  [session('Deploy', 's-1'), {}, `${ROLE}/Deploy | s3.amazonaws.com:ListBuckets`],
  [
    session(SSO, 'cleo@example.com', `${ROLE}/aws-reserved/sso.amazonaws.com/${SSO}`),
    {},
    `arn:aws:sts::${ACCOUNT}:assumed-role/${SSO}/cleo@example.com | s3.amazonaws.com:ListBuckets`,
  ],
  [user('ben'), { errorCode: 'AccessDenied' }, 'failed'],
  [user('ben'), { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } }, 'failed'],
  [session('Web', 'i-0123456789abcdef0'), {}, 'machine'],
  [{ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, {}, 'service'],
  [session('AWSServiceRoleForConfig', 'x', `${ROLE}/aws-service-role/config.amazonaws.com/x`), {}, 'service'],
  [{ type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }, {}, 'service'],
  [{ type: 'AWSAccount', principalId: 'x', accountId: 'anonymous' }, {}, 'anonymous'],
];

const EVENTS = CALLS.map(([userIdentity, more], n) => ({
  eventVersion: '1.09',
  userIdentity,
  eventTime: `2026-03-01T08:0${n}:00Z`,
  eventSource: 's3.amazonaws.com',
  eventName: 'ListBuckets',
  awsRegion: 'eu-west-1',
  sourceIPAddress: '192.0.2.10',
  userAgent: 'aws-cli/2.15.0 Python/3.11 Linux/6.1',
  eventID: `e${n}`,
  recipientAccountId: ACCOUNT,
  errorCode: null as Json,
  responseElements: null as Json,
  ...more,
}));

const READ = CALLS.map(([, , read]) => read);

const at = (value: Json | undefined, ...keys: string[]): Json =>
  keys.reduce<Json>((inner, key) => (inner as { [key: string]: Json } | null)?.[key] ?? null, value ?? null);

describe('cloudtrail', () => {
  it.each([
    ...carried(EVENTS),
    ['EventBridge', EVENTS.map((detail) => ({ 'detail-type': 'AWS API Call via CloudTrail', detail }))],
    [
      'lookup-events',
      EVENTS.map((each) => ({
        EventId: each.eventID,
        EventName: each.eventName,
        EventTime: '2026-03-01T19:00:00+11:00',
        EventSource: each.eventSource,
        CloudTrailEvent: JSON.stringify(each),
      })),
    ],
    [
      'Log Analytics',
      EVENTS.map(({ userIdentity, eventTime, eventID, responseElements, ...others }) => ({
        TenantId: 'workspace',
        TimeGenerated: eventTime,
        AwsEventId: eventID,
        EventSource: others.eventSource,
        EventName: others.eventName,
        UserIdentityType: at(userIdentity, 'type'),
        UserIdentityPrincipalid: at(userIdentity, 'principalId'),
        UserIdentityArn: at(userIdentity, 'arn'),
        UserIdentityAccountId: at(userIdentity, 'accountId'),
        UserIdentityUserName: at(userIdentity, 'userName'),
        UserIdentityInvokedBy: at(userIdentity, 'invokedBy'),
        SessionIssuerArn: at(userIdentity, 'sessionContext', 'sessionIssuer', 'arn'),
        AWSRegion: others.awsRegion,
        SourceIpAddress: others.sourceIPAddress,
        UserAgent: others.userAgent,
        ErrorCode: others.errorCode ?? '',
        ResponseElements: responseElements ? JSON.stringify(responseElements) : '',
        RecipientAccountId: others.recipientAccountId,
      })),
    ],
    [
      'Elastic, its own fields only',
      EVENTS.map(({ userIdentity, responseElements, ...others }) => ({
        '@timestamp': others.eventTime,
        aws: {
          cloudtrail: {
            user_identity: {
              type: at(userIdentity, 'type'),
              arn: at(userIdentity, 'arn'),
              session_context: {
                session_issuer: { arn: at(userIdentity, 'sessionContext', 'sessionIssuer', 'arn') },
              },
              invoked_by: at(userIdentity, 'invokedBy'),
              account_id: at(userIdentity, 'accountId'),
            },
            error_code: others.errorCode,
          },
        },
        cloud: { account: { id: ACCOUNT }, region: others.awsRegion },
        event: {
          provider: others.eventSource,
          action: others.eventName,
          id: others.eventID,
          outcome: responseElements || others.errorCode ? 'failure' : 'success',
        },
        source: { ip: others.sourceIPAddress },
        user_agent: { original: others.userAgent },
      })),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(cloudtrail, records)).toEqual(READ);
    const [first] = await readSample(cloudtrail, records);
    expect(first).toMatchObject({
      tenant: ACCOUNT,
      time: '2026-03-01T08:00:00Z',
      id: 'e0',
      context: { network: '192.0.2.0/24', client: 'aws-cli', device: 'Linux', region: 'eu-west-1' },
    });
  });

  it('as Athena', async () => {
    const struct =
      '{type=AssumedRole, principalid=AROA:s-1, arn=arn:aws:sts::111122223333:assumed-role/Deploy/s-1, accountid=111122223333, username=null, sessioncontext={attributes={mfaauthenticated=false}, sessionissuer={type=Role, arn=arn:aws:iam::111122223333:role/Deploy}}}';
    const row = {
      useridentity: structToJson(struct)!,
      eventtime: '2026-03-01T08:00:00Z',
      eventsource: 'kms.amazonaws.com',
      eventname: 'Decrypt',
      eventid: 'e1',
      recipientaccountid: ACCOUNT,
    };
    const failed = { ...row, errorcode: 'AccessDenied' };
    expect(await accesses(cloudtrail, [row, failed])).toEqual([
      `${ROLE}/Deploy | kms.amazonaws.com:Decrypt`,
      'failed',
    ]);
    expect(await readSample(cloudtrail, [row])).toMatchObject([{ tenant: ACCOUNT, id: 'e1' }]);
  });

  it("as the console's CSV", async () => {
    const row = {
      'Event name': 'ListUsers',
      'Event time': '2026-03-01T08:00:00Z',
      'User name': 'ada',
      'Event source': 'iam.amazonaws.com',
      'Event ID': 'e1',
      'Error code': '',
      'Source IP address': '192.0.2.10',
    };
    const records = [row, { ...row, 'Error code': 'AccessDenied' }];
    expect(await accesses(cloudtrail, records)).toEqual(['ada | iam.amazonaws.com:ListUsers', 'failed']);
    expect(await readSample(cloudtrail, [row])).toMatchObject([
      { time: '2026-03-01T08:00:00Z', id: 'e1', context: { network: '192.0.2.0/24' } },
    ]);
  });

  it("takes no other vendor's events in Elastic for its own", async () => {
    const event = { provider: 'Microsoft-Windows-Security-Auditing', action: 'logged-in' };
    expect(await accesses(cloudtrail, [{ '@timestamp': '2026-03-01T08:00:00Z', event }])).toEqual([
      'other event',
    ]);
  });
});
