import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { entra } from '../../../lib/logs/profiles/entra.js';
import { carried, snake } from './forms.js';
import { accesses, readSample } from './readSample.js';

const TENANT = '21f4fef1-e348-420b-8da0-6d7989aeb44b';

function signIn(n: number, who: string, resource: string, errorCode = 0) {
  return {
    id: `s${n}`,
    createdDateTime: `2026-03-01T08:0${n}:00Z`,
    userPrincipalName: who === '' ? null : `${who}@example.com`,
    servicePrincipalName: who === '' ? 'deploy' : null,
    appDisplayName: 'Portal',
    resourceDisplayName: resource,
    homeTenantId: TENANT,
    ipAddress: '192.0.2.44',
    clientAppUsed: 'Browser',
    autonomousSystemNumber: 64500,
    location: { city: 'Graz', countryOrRegion: 'AT' },
    deviceDetail: { browser: 'Edge 120.0.0', operatingSystem: 'Windows10' },
    status: { errorCode, failureReason: 'Other.' },
  };
}

const SIGN_INS = [
  signIn(1, 'ada', 'Microsoft Graph'),
  signIn(2, 'ben', '', 0),
  signIn(3, 'ben', 'Microsoft Graph', 50126),
  signIn(4, '', 'Key Vault'),
];

const READ = ['ada@example.com | Microsoft Graph', 'ben@example.com | Portal', 'failed', 'service'];

const diagnostic = (each: ReturnType<typeof signIn>) => ({
  time: '2026-03-01T11:00:00Z',
  resourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
  category: 'SignInLogs',
  tenantId: TENANT,
  resultType: String(each.status.errorCode),
  properties: each,
});

const CONTEXT = { network: '192.0.2.0/24', country: 'AT', asn: '64500', client: 'Edge', device: 'Windows' };

describe('entra', () => {
  it.each([
    ...carried(SIGN_INS),
    ['an Event Hub', SIGN_INS.map(diagnostic)],
    ['an Event Hub, in Splunk', SIGN_INS.map((each) => ({ _raw: JSON.stringify(diagnostic(each)) }))],
    [
      'Log Analytics',
      SIGN_INS.map((each) => ({
        TenantId: 'workspace',
        Type: 'SigninLogs',
        'TimeGenerated [UTC]': each.createdDateTime,
        Category: 'SignInLogs',
        ResultType: String(each.status.errorCode),
        Id: each.id,
        AADTenantId: TENANT,
        UserPrincipalName: each.userPrincipalName ?? '',
        ServicePrincipalName: each.servicePrincipalName ?? '',
        AppDisplayName: each.appDisplayName,
        ResourceDisplayName: each.resourceDisplayName,
        IPAddress: each.ipAddress,
        Location: 'AT',
        LocationDetails: JSON.stringify(each.location),
        DeviceDetail: JSON.stringify(each.deviceDetail),
        Status: JSON.stringify(each.status),
        AutonomousSystemNumber: '64500',
      })),
    ],
    [
      'Elastic, its own fields only',
      SIGN_INS.map(({ createdDateTime, location, autonomousSystemNumber, ...each }) => ({
        '@timestamp': '2026-03-01T11:00:00Z',
        azure: {
          tenant_id: TENANT,
          signinlogs: {
            category: 'SignInLogs',
            properties: { ...(snake(each) as object), created_at: createdDateTime },
          },
        },
        geo: { country_iso_code: location.countryOrRegion },
        source: { as: { number: autonomousSystemNumber } },
        event: { outcome: 'success' },
      })),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(entra, records)).toEqual(READ);
    const [first] = await readSample(entra, records);
    expect(first).toMatchObject({ tenant: TENANT, time: '2026-03-01T08:01:00Z', id: 's1', context: CONTEXT });
  });

  it("as the portal's CSV", async () => {
    const row = {
      'Date (UTC)': '2026-03-01T08:01:00Z',
      'Request ID': 's1',
      'User agent': 'Mozilla/5.0',
      Username: 'ada@example.com',
      Application: 'Portal',
      Resource: 'Microsoft Graph',
      'Home tenant ID': TENANT,
      'IP address': '192.0.2.44',
      Location: 'Graz, Styria, AT',
      Status: 'Success',
      'Sign-in error code': '',
      Browser: 'Edge 120.0.0',
      'Operating System': 'Windows10',
      'Autonomous system  number': '64500',
    };
    const records = [
      row,
      { ...row, Resource: '' },
      { ...row, Status: 'Failure', 'Sign-in error code': '50126' },
      { ...row, Status: 'Interrupted', 'Sign-in error code': '50140' },
    ];
    expect(await accesses(entra, records)).toEqual([
      'ada@example.com | Microsoft Graph',
      'ada@example.com | Portal',
      'failed',
      'failed',
    ]);
    expect(await readSample(entra, records.slice(0, 1))).toMatchObject([
      { tenant: TENANT, time: '2026-03-01T08:01:00Z', id: 's1', context: CONTEXT },
    ]);
  });

  it("as the portal's CSV of applications", async () => {
    const row = {
      'Date (UTC)': '2026-03-01T08:01:00Z',
      'Request ID': 's1',
      'Service principal name': 'deploy',
      'Service principal ID': 'x',
      Resource: 'Key Vault',
      Status: 'Success',
    };
    expect(await readSample(entra, [row])).toMatchObject([
      { access: true, kind: 'service', user: 'deploy', res: 'Key Vault' },
    ]);
  });

  it("as the portal's older CSV", async () => {
    const row = {
      CreatedDateTime: '4/11/2025 6:41:17 PM',
      UserPrincipalName: 'ada@example.com',
      AppDisplayName: 'Portal',
      IPAddress: '192.0.2.44',
      Country: 'AT',
      Browser: 'Edge',
      OS: 'Windows',
      Status: 'Success',
      RiskState: 'none',
    };
    const records = [row, { ...row, Status: 'Failure' }];
    expect(await accesses(entra, records)).toEqual(['ada@example.com | Portal', 'failed']);
    expect(await readSample(entra, [row])).toMatchObject([
      { tenant: null, time: row.CreatedDateTime, context: { ...CONTEXT, asn: null } },
    ]);
  });

  it('takes the tenant of Log Analytics from the resource before the workspace, and the workspace where there is nothing else', async () => {
    const row = {
      TenantId: 'workspace',
      TimeGenerated: '2026-03-01T08:01:00Z',
      ResourceId: `/tenants/${TENANT}/providers/Microsoft.aadiam`,
      UserPrincipalName: 'ada@example.com',
      AppDisplayName: 'Portal',
      HomeTenantId: '',
    };
    const [read] = await readSample(entra, [row]);
    expect(read.tenant).toBe(TENANT);
    const [other] = await readSample(entra, [{ ...row, ResourceId: '/subscriptions/x' }]);
    expect(other.tenant).toBe('workspace');
  });

  it("leaves out Entra's other logs of the same Event Hub", async () => {
    const audit = {
      time: '2026-03-01T08:00:00Z',
      category: 'AuditLogs',
      properties: {
        id: 'd1',
        category: 'UserManagement',
        activityDateTime: '2026-03-01T08:00:00Z',
        appDisplayName: 'Portal',
      },
    };
    expect(await accesses(entra, [audit, diagnostic(SIGN_INS[0])])).toEqual(['other event', READ[0]]);
  });
});
