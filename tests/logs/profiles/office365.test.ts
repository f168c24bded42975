import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { office365 } from '../../../lib/logs/profiles/office365.js';
import { carried } from './forms.js';
import { accesses, readSample } from './readSample.js';

const TENANT = '21f4fef1-e348-420b-8da0-6d7989aeb44b';
const FILE = 'https://example.sharepoint.com/sites/hr/pay.xlsx';

function record(n: number, more: { [key: string]: Json }) {
  return {
    CreationTime: `2026-03-01T08:0${n}:00`,
    Id: `r${n}`,
    Operation: 'FileAccessed',
    OrganizationId: TENANT,
    RecordType: 6,
    UserType: 0,
    Workload: 'SharePoint',
    ClientIP: '[2001:db8:1::7]:443',
    UserAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/128.0',
    UserId: 'ada@example.com',
    ...more,
  };
}

const RECORDS = [
  record(1, { ObjectId: FILE }),
  record(2, { Operation: 'MailItemsAccessed', Workload: 'Exchange', MailboxOwnerUPN: 'ben@example.com' }),
  record(3, { Operation: 'TeamsSessionStarted', Workload: 'MicrosoftTeams' }),
  record(4, { ResultStatus: 'Failed', ObjectId: FILE }),
  record(5, { Operation: 'UserLoginFailed', ResultStatus: 'Success', Workload: 'AzureActiveDirectory' }),
  record(6, { UserId: 'urn:spo:anon#9f1c', ObjectId: FILE }),
  record(7, { UserId: 'app@sharepoint', ObjectId: FILE }),
  record(8, { UserType: 4, ObjectId: FILE }),
  record(9, { UserId: 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange)', ObjectId: FILE }),
];

const READ = [
  `ada@example.com | ${FILE}`,
  'ada@example.com | ben@example.com',
  'ada@example.com | MicrosoftTeams:TeamsSessionStarted',
  'failed',
  'failed',
  'anonymous',
  'service',
  'service',
  'service',
];

describe('office365', () => {
  it.each([
    ...carried(RECORDS),
    [
      'Search-UnifiedAuditLog',
      RECORDS.map((each) => ({
        RecordType: 'x',
        CreationDate: '3/1/2026 8:00:00 AM',
        UserIds: each.UserId,
        Operations: each.Operation,
        AuditData: JSON.stringify(each),
        Identity: each.Id,
      })),
    ],
    [
      'Microsoft Graph',
      RECORDS.map((each) => ({ id: each.Id, auditLogRecordType: 'x', userId: 'x', auditData: each })),
    ],
    [
      'Log Analytics',
      RECORDS.map(({ CreationTime, Id, Workload, UserType, ...each }) => ({
        TenantId: 'workspace',
        TimeGenerated: CreationTime,
        OfficeId: Id,
        OfficeWorkload: Workload,
        UserType: UserType === 4 ? 'System' : 'Regular',
        ...each,
        OfficeObjectId: 'ObjectId' in each ? each.ObjectId : '',
        ObjectId: '',
      })),
    ],
    [
      'Elastic, its own fields only',
      RECORDS.map(
        ({ Operation, OrganizationId, Workload, Id, ClientIP, UserAgent, CreationTime, ...each }) => ({
          '@timestamp': CreationTime,
          event: { action: Operation, provider: Workload, id: Id },
          organization: { id: OrganizationId },
          o365: { audit: { ...each, UserType: String(each.UserType) } },
          source: { ip: '2001:db8:1::7' },
          user_agent: { original: UserAgent },
        }),
      ),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(office365, records)).toEqual(READ);
    const [first] = await readSample(office365, records);
    expect(first).toMatchObject({
      tenant: TENANT,
      time: '2026-03-01T08:01:00',
      id: 'r1',
      context: { network: '2001:db8:1::/48', client: 'Firefox', device: 'Windows' },
    });
  });

  it('as rows of which some have no AuditData', async () => {
    const row = {
      CreationDate: '2026-03-01T08:00:00Z',
      UserIds: 'ben@example.com',
      Operations: 'FileAccessed',
      AuditData: '',
    };
    expect(
      await readSample(office365, [row, { ...row, AuditData: JSON.stringify(RECORDS[0]) }]),
    ).toMatchObject([
      { access: true, user: 'ben@example.com', res: null, time: '2026-03-01T08:00:00Z' },
      { access: true, user: 'ada@example.com', res: FILE, time: '2026-03-01T08:01:00' },
    ]);
  });
});
