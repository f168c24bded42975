import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { slack } from '../../../lib/logs/profiles/slack.js';
import { carried, logAnalytics } from './forms.js';
import { accesses, readSample } from './readSample.js';

function entry(
  n: number,
  action: string,
  entity: { [key: string]: Json },
  actor: { [key: string]: Json } = {},
) {
  return {
    id: `e${n}`,
    date_create: 1775635200 + n,
    action,
    actor: { type: 'user', user: { id: 'W1', name: 'Ada', email: 'ada@example.com' }, ...actor },
    entity,
    context: {
      location: { type: 'workspace', id: 'T1', name: 'Example', domain: 'example' },
      ua: 'Mozilla/5.0 (Windows NT 10.0) Firefox/128.0',
      ip_address: '192.0.2.8',
    },
  };
}

const ENTRIES = [
  entry(1, 'public_channel_archive', { type: 'channel', channel: { id: 'C1', name: 'general' } }),
  entry(2, 'file_downloaded', { type: 'file', file: { id: 'F1', name: 'plan.pdf' } }),
  entry(3, 'user_login', { type: 'user', user: { id: 'W1', email: 'ada@example.com' } }),
  entry(4, 'user_login_failed', { type: 'user', user: { id: 'W1', email: 'ada@example.com' } }),
  entry(5, 'app_approved', { type: 'app', app: { id: 'A1', name: 'Polls' } }, { type: 'system' }),
  entry(6, 'file_downloaded', { type: 'file', file: { id: 'F2' } }, { user: { id: 'W2', name: 'Ben' } }),
];

const READ = [
  'ada@example.com | channel:general',
  'ada@example.com | file:plan.pdf',
  'ada@example.com | user:ada@example.com',
  'failed',
  'service',
  'Ben | file:F2',
];

describe('slack', () => {
  it.each([...carried(ENTRIES), ['Log Analytics', ENTRIES.map(logAnalytics)]] as [string, Json[]][])(
    'as %s',
    async (_, records) => {
      expect(await accesses(slack, records)).toEqual(READ);
      const [first] = await readSample(slack, records);
      expect(first).toMatchObject({
        tenant: 'example',
        time: '1775635201',
        id: 'e1',
        context: { network: '192.0.2.0/24', client: 'Firefox', device: 'Windows' },
      });
    },
  );

  it('as Elastic, its own fields only', async () => {
    const record = {
      '@timestamp': '2026-03-01T08:00:00Z',
      event: { action: 'user_login', id: 'e1' },
      slack: {
        audit: {
          context: { domain: 'example', id: 'T1' },
          entity: { entity_type: 'user', email: 'ada@example.com', id: 'W1' },
        },
      },
      user: { email: 'ada@example.com', id: 'W1' },
      source: { ip: '192.0.2.8' },
    };
    expect(await readSample(slack, [record])).toMatchObject([
      {
        access: true,
        kind: 'person',
        tenant: 'example',
        user: 'ada@example.com',
        res: 'user:ada@example.com',
        id: 'e1',
      },
    ]);
  });
});
