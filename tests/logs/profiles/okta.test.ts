import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { okta } from '../../../lib/logs/profiles/okta.js';
import { carried, logAnalytics, snake } from './forms.js';
import { accesses, readSample } from './readSample.js';

const app = (name: string) => ({
  id: `0oa${name}`,
  type: 'AppInstance',
  alternateId: `${name} (sso)`,
  displayName: name,
});

function event(n: number, who: string, name: string, more: { [key: string]: Json } = {}) {
  return {
    uuid: `e${n}`,
    published: `2026-03-01T08:0${n}:00.000Z`,
    eventType: 'user.authentication.sso',
    actor: { id: `00u${who}`, type: 'User', alternateId: `${who}@example.com` },
    client: {
      ipAddress: '198.51.100.7',
      geographicalContext: { country: 'Austria' },
      userAgent: { browser: 'FIREFOX', os: 'Mac OS X', rawUserAgent: 'Mozilla/5.0' },
    },
    securityContext: { asNumber: 64500 },
    outcome: { result: 'SUCCESS' },
    target: [{ id: '0ua', type: 'AppUser', alternateId: `${who}@example.com`, displayName: who }, app(name)],
    ...more,
  };
}

const EVENTS = [
  event(1, 'ada', 'Wiki'),
  event(2, 'ben', 'Mail', { outcome: { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' } }),
  event(3, 'ada', 'Wiki', { eventType: 'user.session.start', target: null }),
  event(4, 'cleo', 'Payroll', { outcome: { result: 'ALLOW' } }),
  event(5, 'sync', 'Mail', { actor: { id: '0oa9', type: 'PublicClientApp', alternateId: 'sync' } }),
  event(6, 'ada', 'Mail', { actor: { id: 'sys', type: 'User', alternateId: 'system@okta.com' } }),
];

const READ = [
  'ada@example.com | Wiki',
  'failed',
  'other event',
  'cleo@example.com | Payroll',
  'service',
  'service',
];

describe('okta', () => {
  it.each([
    ...carried(EVENTS),
    ['EventBridge', EVENTS.map((detail) => ({ 'detail-type': 'x', detail }))],
    ['Log Analytics', EVENTS.map(logAnalytics)],
    [
      'Elastic, its own fields only',
      EVENTS.map((each) => ({ '@timestamp': each.published, okta: snake(each) })),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(okta, records)).toEqual(READ);
    const [first] = await readSample(okta, records);
    expect(first).toMatchObject({
      tenant: null,
      time: '2026-03-01T08:01:00.000Z',
      id: 'e1',
      context: {
        network: '198.51.100.0/24',
        country: 'Austria',
        asn: '64500',
        client: 'Firefox',
        device: 'macOS',
      },
    });
  });

  it("as Log Analytics' newer table", async () => {
    const records = EVENTS.map(({ uuid, published, eventType, actor, client, outcome, target }) => ({
      TimeGenerated: published,
      EventOriginalUid: uuid,
      EventOriginalType: eventType,
      OriginalActorAlternateId: actor.alternateId,
      OriginalUserType: actor.type,
      OriginalOutcomeResult: outcome.result,
      OriginalTarget: JSON.stringify(target),
      SrcIpAddr: client.ipAddress,
      SrcGeoCountry: 'Austria',
    }));
    expect(await accesses(okta, records)).toEqual(READ);
    const [first] = await readSample(okta, records);
    expect(first).toMatchObject({
      time: '2026-03-01T08:01:00.000Z',
      id: 'e1',
      context: { country: 'Austria' },
    });
  });

  it('takes the alternateId of an application without a name', async () => {
    const [target] = [{ ...app('Wiki'), displayName: null }];
    expect(await accesses(okta, [event(1, 'ada', 'Wiki', { target: [target] })])).toEqual([
      'ada@example.com | Wiki (sso)',
    ]);
  });
});
