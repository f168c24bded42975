import { describe, expect, it } from 'vitest';
import { detailsIn } from '../../../lib/logs/profiles/detailsIn.js';
import { profiles } from '../../../lib/logs/profiles/profiles.js';
import { valuesOf } from './sqlOf.js';

describe('detailsIn', () => {
  it.each(Object.entries(profiles))('%s knows operation, address and result', (_, profile) => {
    expect(Object.keys(detailsIn(profile))).toEqual(
      expect.arrayContaining(['operation', 'address', 'result']),
    );
  });

  it.each([
    [
      'cloudtrail',
      { eventName: 'PutUserPolicy', errorCode: null },
      { operation: 'PutUserPolicy', result: null },
    ],
    [
      'cloudtrail',
      { errorCode: 'AccessDenied', sourceIPAddress: '192.0.2.9' },
      { result: 'AccessDenied', address: '192.0.2.9' },
    ],
    [
      'office365',
      { Operation: 'FileAccessed', ClientIP: '192.0.2.9:443', ResultStatus: 'Succeeded' },
      { operation: 'FileAccessed', address: '192.0.2.9', result: 'Succeeded' },
    ],
    [
      'entra',
      { appDisplayName: 'Teams', 'status.errorCode': '50126' },
      { operation: 'Teams', result: '50126' },
    ],
    [
      'okta',
      { eventType: 'user.authentication.sso', 'outcome.result': 'SUCCESS' },
      { operation: 'user.authentication.sso', result: 'SUCCESS' },
    ],
    [
      'windows',
      { EventID: '4624', Keywords: '0x8010000000000000' },
      { operation: '4624', result: 'Audit Failure' },
    ],
    [
      'windows',
      { EventID: '5145', IpAddress: '192.0.2.9' },
      { operation: '5145', result: null, address: '192.0.2.9' },
    ],
    [
      'github',
      { action: 'git.clone', actor_ip: '192.0.2.9' },
      { operation: 'git.clone', address: '192.0.2.9' },
    ],
    [
      'gcp',
      { methodName: 'storage.objects.get', 'status.code': '7' },
      { operation: 'storage.objects.get', result: '7' },
    ],
    ['kubernetes', { verb: 'list', 'responseStatus.code': '403' }, { operation: 'list', result: '403' }],
    ['slack', { action: 'user_login_failed' }, { operation: 'user_login_failed', result: 'failed' }],
  ] as const)('%s: %j', async (name, event, wanted) => {
    const known = detailsIn(profiles[name]);
    for (const [detail, value] of Object.entries(wanted)) {
      const [found] = await valuesOf(known[detail as keyof typeof known]!, [
        event as Record<string, string | null>,
      ]);
      expect([detail, found]).toEqual([detail, value]);
    }
  });
});
