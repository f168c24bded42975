import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { gcp } from '../../../lib/logs/profiles/gcp.js';
import { carried, flat } from './forms.js';
import { accesses, readSample } from './readSample.js';

const BUCKET = 'projects/_/buckets/pay';

function entry(n: number, who: string | null, payload: { [key: string]: Json } = {}) {
  return {
    insertId: `i${n}`,
    timestamp: `2026-03-01T08:0${n}:00.000001Z`,
    receiveTimestamp: '2026-03-01T09:00:00Z',
    logName: 'projects/shop-1/logs/cloudaudit.googleapis.com%2Fdata_access',
    resource: { type: 'gcs_bucket', labels: { project_id: 'shop-1', location: 'europe-west1' } },
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      authenticationInfo: { principalEmail: who },
      requestMetadata: {
        callerIp: '203.0.113.61',
        callerSuppliedUserAgent: 'google-cloud-sdk gcloud/460.0 (Linux)',
      },
      serviceName: 'storage.googleapis.com',
      methodName: 'storage.objects.get',
      resourceName: BUCKET,
      authorizationInfo: [{ resource: BUCKET, permission: 'storage.objects.get', granted: true }],
      status: {},
      ...payload,
    },
  };
}

const ENTRIES = [
  entry(1, 'ada@example.com'),
  entry(2, 'ada@example.com', { resourceName: `${BUCKET}/objects/2026/01.csv` }),
  entry(3, 'ben@example.com', {
    serviceName: 'bigquery.googleapis.com',
    resourceName: 'projects/shop-1/jobs/bq_1',
  }),
  entry(4, 'ben@example.com', { resourceName: '' }),
  entry(5, 'ben@example.com', { status: { code: 7, message: 'PERMISSION_DENIED' } }),
  entry(6, 'ben@example.com', { authorizationInfo: [{ permission: 'x', granted: false }] }),
  entry(7, 'deploy@shop-1.iam.gserviceaccount.com'),
  entry(8, 'system:anonymous'),
];

const READ = [
  `ada@example.com | ${BUCKET}`,
  `ada@example.com | ${BUCKET}`,
  'ben@example.com | projects/shop-1',
  'ben@example.com | storage.googleapis.com:storage.objects.get',
  'failed',
  'failed',
  'service',
  'anonymous',
];

describe('gcp', () => {
  it.each([
    ...carried(ENTRIES),
    ['CSV of the console', ENTRIES.map((each) => flat(each, (keys) => keys.join('.')))],
    [
      'BigQuery',
      ENTRIES.map(({ protoPayload, ...each }) => ({ ...each, protopayload_auditlog: protoPayload })),
    ],
    [
      'Log Analytics',
      ENTRIES.map(({ protoPayload, resource, ...each }) => ({
        TenantId: 'workspace',
        TimeGenerated: '2026-03-01T09:00:00Z',
        InsertId: each.insertId,
        Timestamp: each.timestamp,
        LogName: each.logName,
        ProjectId: resource.labels.project_id,
        PrincipalEmail: protoPayload.authenticationInfo.principalEmail,
        ServiceName: protoPayload.serviceName,
        MethodName: protoPayload.methodName,
        GCPResourceName: protoPayload.resourceName,
        AuthorizationInfo: JSON.stringify(protoPayload.authorizationInfo),
        RequestMetadata: JSON.stringify(protoPayload.requestMetadata),
        Status: JSON.stringify(protoPayload.status),
      })),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(gcp, records)).toEqual(READ);
    const [first] = await readSample(gcp, records);
    expect(first).toMatchObject({
      tenant: 'shop-1',
      time: '2026-03-01T08:01:00.000001Z',
      id: 'i1',
      context: { network: '203.0.113.0/24', client: 'gcloud', device: 'Linux' },
    });
  });

  it('as Elastic, its own fields only', async () => {
    const record = {
      '@timestamp': '2026-03-01T08:00:00Z',
      client: { user: { email: 'ada@example.com' } },
      cloud: { project: { id: 'shop-1' } },
      event: { action: 'storage.objects.get', id: 'i1', outcome: 'success' },
      gcp: { audit: { resource_name: BUCKET, type: 'type.googleapis.com/google.cloud.audit.AuditLog' } },
      service: { name: 'storage.googleapis.com' },
      log: { logger: 'projects/shop-1/logs/cloudaudit.googleapis.com%2Fdata_access' },
    };
    const failed = { ...record, event: { ...record.event, outcome: 'failure' } };
    expect(await accesses(gcp, [record, failed])).toEqual([READ[0], 'failed']);
    expect(await readSample(gcp, [record])).toMatchObject([{ tenant: 'shop-1', id: 'i1' }]);
  });

  it('leaves out entries that are no audit', async () => {
    const other = {
      insertId: 'x',
      timestamp: '2026-03-01T08:00:00Z',
      logName: 'projects/shop-1/logs/stdout',
      jsonPayload: { a: 1 },
    };
    expect(await accesses(gcp, [other, ENTRIES[0]])).toEqual(['other event', READ[0]]);
  });
});
