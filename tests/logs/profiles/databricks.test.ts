import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { databricks } from '../../../lib/logs/profiles/databricks.js';
import { carried, snake } from './forms.js';
import { accesses, readSample } from './readSample.js';

function event(n: number, email: string, requestParams: { [key: string]: Json } = {}, statusCode = 200) {
  return {
    version: '2.0',
    auditLevel: 'WORKSPACE_LEVEL',
    timestamp: 1775635200000 + n,
    workspaceId: '42',
    accountId: 'acc',
    sourceIPAddress: '192.0.2.3',
    userAgent: 'python-requests/2.31.0',
    userIdentity: { email, subjectName: null },
    serviceName: 'unityCatalog',
    actionName: 'getTable',
    requestId: `q${n}`,
    requestParams,
    response: { statusCode },
  };
}

const EVENTS = [
  event(1, 'ada@example.com', { full_name_arg: 'main.hr.pay' }),
  event(2, 'ada@example.com', { cluster_id: 'c1' }),
  event(3, 'ben@example.com', { full_name_arg: 'main.hr.pay' }, 403),
  event(4, '0e5a0f6e-1111-4222-8333-444444444444', { full_name_arg: 'main.hr.pay' }),
  event(5, 'System-User'),
];

const READ = [
  'ada@example.com | main.hr.pay',
  'ada@example.com | unityCatalog:getTable',
  'failed',
  'service',
  'service',
];

describe('databricks', () => {
  it.each([
    ...carried(EVENTS),
    [
      'system.access.audit',
      EVENTS.map(({ timestamp, ...each }) => {
        const { source_ipaddress, ...row } = snake(each) as { [key: string]: Json };
        return {
          ...row,
          event_id: `q/getTable${timestamp}`,
          source_ip_address: source_ipaddress,
          event_time: timestamp,
        };
      }),
    ],
    [
      "Azure's diagnostic records",
      EVENTS.map(({ timestamp, workspaceId, accountId, userIdentity, ...each }) => ({
        time: String(timestamp),
        category: 'unityCatalog',
        identity: JSON.stringify(userIdentity),
        properties: {
          ...each,
          orgId: workspaceId,
          requestParams: JSON.stringify(each.requestParams),
          response: JSON.stringify(each.response),
        },
      })),
    ],
    [
      'Log Analytics',
      EVENTS.map((each) => ({
        TenantId: 'workspace',
        TimeGenerated: String(each.timestamp),
        _ResourceId: '/subscriptions/x/resourcegroups/y/providers/microsoft.databricks/workspaces/42',
        ServiceName: each.serviceName,
        ActionName: each.actionName,
        Identity: JSON.stringify(each.userIdentity),
        RequestId: each.requestId,
        RequestParams: JSON.stringify(each.requestParams),
        Response: JSON.stringify(each.response),
        SourceIPAddress: each.sourceIPAddress,
        UserAgent: each.userAgent,
      })),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(databricks, records)).toEqual(READ);
    const [first] = await readSample(databricks, records);
    expect(first).toMatchObject({
      tenant: '42',
      time: '1775635200001',
      context: { network: '192.0.2.0/24', client: 'python-requests' },
    });
    expect(first.id).toMatch(/^q1?\/getTable/);
  });
});
