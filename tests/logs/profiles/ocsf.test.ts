import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { ocsf } from '../../../lib/logs/profiles/ocsf.js';
import { flat } from './forms.js';
import { accesses, readSample } from './readSample.js';

const event = (n: number, class_uid: number, more: { [key: string]: Json }) => ({
  metadata: { uid: `m${n}`, version: '1.1.0' },
  time: 1775376000000 + n,
  class_uid,
  activity_id: 1,
  status_id: 1,
  status: 'Success',
  cloud: { account: { uid: '111122223333' }, region: 'eu-west-1' },
  src_endpoint: { ip: '192.0.2.80', location: { country: 'AT' }, autonomous_system: { number: 64500 } },
  http_request: { user_agent: 'Boto3/1.34.0 os/linux' },
  ...more,
});

const actor = (name: string, more: { [key: string]: Json } = {}) => ({
  user: { name, uid: `u-${name}`, ...more },
});

const EVENTS = [
  event(1, 6003, { actor: actor('ada'), api: { operation: 'GetObject', service: { name: 's3' } } }),
  event(2, 6003, { actor: actor('ada'), resources: [{ name: 'bucket-1', uid: 'arn:aws:s3:::bucket-1' }] }),
  event(3, 3002, {
    user: { name: 'ben' },
    actor: actor('sshd'),
    service: { name: 'Wiki' },
    logon_type: 'Network',
  }),
  event(4, 3002, { user: { email_addr: 'cleo@example.com' }, dst_endpoint: { hostname: 'fs1' } }),
  event(5, 1001, { actor: actor('ada'), file: { path: '/etc/shadow', name: 'shadow' } }),
  event(6, 4010, { actor: actor('ada'), file: { path: '\\\\fs1\\hr\\pay.xlsx' } }),
  event(7, 6003, { actor: actor('ada'), api: { operation: 'GetObject' }, status_id: 2, status: 'Failure' }),
  event(8, 6003, {
    actor: actor('ada'),
    api: { operation: 'GetObject' },
    status_id: null,
    status: 'Failure',
  }),
  event(9, 3002, { user: { name: 'ben' }, activity_id: 2 }),
  event(10, 4001, { actor: actor('ada') }),
  event(11, 6003, { actor: actor('ec2', { type: 'AWSService' }), api: { operation: 'X' } }),
  event(12, 3002, { user: { name: 'SYSTEM', type_id: 3 }, service: { name: 'Wiki' } }),
  event(13, 3002, { user: { name: 'WS01$', type_id: 1 }, service: { name: 'Wiki' } }),
  event(14, 3002, { user: { name: 'ANONYMOUS LOGON' }, service: { name: 'Wiki' } }),
];

const READ = [
  'ada | GetObject',
  'ada | bucket-1',
  'ben | Wiki',
  'cleo@example.com | fs1',
  'ada | /etc/shadow',
  'ada | \\\\fs1\\hr\\pay.xlsx',
  'failed',
  'failed',
  'other event',
  'other event',
  'service',
  'service',
  'machine',
  'anonymous',
];

describe('ocsf', () => {
  it.each([
    ['JSON', EVENTS],
    ['JSON within a message', EVENTS.map((each) => ({ message: JSON.stringify(each) }))],
    ['columns', EVENTS.map((each) => flat(each, (keys) => keys.join('.')))],
    [
      'columns of structs',
      EVENTS.map((each) =>
        Object.fromEntries(
          Object.entries(each).map(([key, value]) => [
            key,
            typeof value === 'object' ? JSON.stringify(value) : value,
          ]),
        ),
      ),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(ocsf, records)).toEqual(READ);
    const read = await readSample(ocsf, records);
    expect(read[0]).toMatchObject({
      tenant: '111122223333',
      time: '1775376000001',
      id: 'm1',
      context: {
        network: '192.0.2.0/24',
        country: 'AT',
        asn: '64500',
        client: 'Boto3',
        device: 'Linux',
        region: 'eu-west-1',
        logon_type: null,
      },
    });
    expect(read[2].context.logon_type).toBe('Network');
  });
});
