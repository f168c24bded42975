import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { gworkspace } from '../../../lib/logs/profiles/gworkspace.js';
import { carried } from './forms.js';
import { accesses, readSample } from './readSample.js';

function activity(
  n: number,
  application: string,
  name: string,
  parameters: { [name: string]: string } = {},
  actor: { [key: string]: Json } = {},
) {
  return {
    kind: 'admin#reports#activity',
    id: {
      time: `2026-03-01T08:0${n}:00.000Z`,
      uniqueQualifier: `-${n}`,
      applicationName: application,
      customerId: 'C0',
    },
    actor: { callerType: 'USER', email: 'ada@example.com', profileId: '1', ...actor },
    ipAddress: '192.0.2.5',
    events: [
      {
        type: 'access',
        name,
        parameters: Object.entries(parameters).map(([key, value]) => ({ name: key, value })),
      },
    ],
  };
}

const ACTIVITIES = [
  activity(1, 'drive', 'view', { doc_type: 'document', doc_id: 'd1', doc_title: 'Pay' }),
  activity(2, 'token', 'authorize', { client_id: 'x', app_name: 'Wiki' }),
  activity(3, 'saml', 'login_success', { application_name: 'Payroll' }),
  activity(4, 'login', 'login_success', { login_type: 'google_password' }),
  activity(5, 'login', 'login_failure', { login_type: 'google_password' }),
  activity(6, 'drive', 'view', { doc_id: 'd1' }, { callerType: 'KEY', email: null, key: 'SYSTEM' }),
  activity(7, 'drive', 'view', { doc_id: 'd1' }, { email: '', profileId: '105250506097979753968' }),
];

const READ = [
  'ada@example.com | d1',
  'ada@example.com | Wiki',
  'ada@example.com | Payroll',
  'ada@example.com | login:login_success',
  'failed',
  'service',
  'anonymous',
];

describe('gworkspace', () => {
  it.each(carried(ACTIVITIES))('as %s', async (_, records) => {
    expect(await accesses(gworkspace, records)).toEqual(READ);
    const [first] = await readSample(gworkspace, records);
    expect(first).toMatchObject({
      tenant: 'C0',
      time: '2026-03-01T08:01:00.000Z',
      id: '-1/2026-03-01T08:01:00.000Z',
      context: { network: '192.0.2.0/24' },
    });
  });

  it('as Log Analytics, with parameters as columns', async () => {
    const row = {
      TimeGenerated: '2026-03-01T09:00:00Z',
      id_time_t: '2026-03-01T08:00:00Z',
      id_uniqueQualifier_s: '-1',
      id_applicationName_s: 'drive',
      id_customerId_s: 'C0',
      actor_email_s: 'ada@example.com',
      event_name_s: 'view',
      doc_id_s: 'd1',
      IPAddress: '192.0.2.5',
    };
    expect(await readSample(gworkspace, [row])).toMatchObject([
      {
        access: true,
        tenant: 'C0',
        user: 'ada@example.com',
        res: 'd1',
        time: '2026-03-01T08:00:00Z',
        id: '-1/2026-03-01T08:00:00Z',
      },
    ]);
  });

  it("as the admin console's CSV of Drive", async () => {
    const row = {
      Date: '2026-03-01T08:00:00+01:00',
      Event: 'View',
      Description: 'Ada viewed an item',
      Actor: 'ada@example.com',
      'Document ID': 'd1',
      Title: 'Pay',
      'IP address': '192.0.2.5',
    };
    expect(await readSample(gworkspace, [row])).toMatchObject([
      {
        access: true,
        user: 'ada@example.com',
        res: 'd1',
        time: row.Date,
        id: null,
        context: { network: '192.0.2.0/24' },
      },
    ]);
  });

  it('as Elastic, its own fields only', async () => {
    const record = {
      '@timestamp': '2026-03-01T08:00:00Z',
      event: { action: 'view', provider: 'drive', id: '1' },
      google_workspace: {
        kind: 'admin#reports#activity',
        actor: { type: 'USER' },
        drive: { file: { id: 'd1' } },
      },
      organization: { id: 'C0' },
      user: { email: 'ada@example.com' },
    };
    const login = { ...record, event: { ...record.event, action: 'login_failure', provider: 'login' } };
    expect(await accesses(gworkspace, [record, login])).toEqual(['ada@example.com | d1', 'failed']);
    expect(await readSample(gworkspace, [record])).toMatchObject([
      { tenant: 'C0', id: '1/2026-03-01T08:00:00Z' },
    ]);
  });
});
