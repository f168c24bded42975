import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { kubernetes } from '../../../lib/logs/profiles/kubernetes.js';
import { carried } from './forms.js';
import { accesses, readSample } from './readSample.js';

function request(
  n: number,
  username: string,
  objectRef: { [key: string]: Json } | null,
  more: { [key: string]: Json } = {},
) {
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    auditID: `a${n}`,
    stage: 'ResponseComplete',
    requestURI: '/api/v1/x?limit=5',
    verb: 'get',
    user: { username, groups: ['system:authenticated'] },
    sourceIPs: ['198.51.100.30', '10.0.0.1'],
    userAgent: 'kubectl/v1.31.0 (darwin/arm64)',
    objectRef,
    responseStatus: { code: 200 },
    requestReceivedTimestamp: `2026-03-01T08:0${n}:00.123456Z`,
    stageTimestamp: '2026-03-01T09:00:00Z',
    annotations: { 'authorization.k8s.io/decision': 'allow' },
    ...more,
  };
}

const REQUESTS = [
  request(1, 'ada@example.com', { resource: 'secrets', namespace: 'prod', name: 'db' }),
  request(2, 'ada@example.com', { resource: 'pods', namespace: 'prod', name: 'web-7d9f' }),
  request(3, 'ada@example.com', {
    resource: 'pods',
    namespace: 'prod',
    name: 'web-7d9f',
    subresource: 'exec',
  }),
  request(4, 'ben@example.com', { resource: 'nodes', name: 'n1' }),
  request(5, 'ben@example.com', null),
  request(6, 'ben@example.com', null, { stage: 'RequestReceived' }),
  request(
    7,
    'ben@example.com',
    { resource: 'secrets', namespace: 'prod' },
    { responseStatus: { code: 403 } },
  ),
  request(8, 'system:serviceaccount:prod:web', { resource: 'pods', namespace: 'prod' }),
  request(9, 'system:node:n1', { resource: 'nodes', name: 'n1' }),
  request(0, 'system:anonymous', null),
];

const READ = [
  'ada@example.com | prod/secrets/db',
  'ada@example.com | prod/pods',
  'ada@example.com | prod/pods/exec',
  'ben@example.com | nodes',
  'ben@example.com | /api/v1/x',
  'other event',
  'failed',
  'service',
  'machine',
  'anonymous',
];

describe('kubernetes', () => {
  it.each([
    ...carried(REQUESTS),
    [
      'AKS in an Event Hub',
      REQUESTS.map((each) => ({
        category: 'kube-audit',
        time: 'x',
        properties: { log: JSON.stringify(each), stream: 'stdout' },
      })),
    ],
    [
      'AKS in AzureDiagnostics',
      REQUESTS.map((each) => ({
        TimeGenerated: '2026-03-01T09:00:00Z',
        Category: 'kube-audit',
        log_s: JSON.stringify(each),
      })),
    ],
    [
      "AKS' own table",
      REQUESTS.map((each) => ({
        TimeGenerated: '2026-03-01T09:00:00Z',
        AuditId: each.auditID,
        Stage: each.stage,
        Verb: each.verb,
        RequestUri: each.requestURI,
        User: JSON.stringify(each.user),
        SourceIps: JSON.stringify(each.sourceIPs),
        UserAgent: each.userAgent,
        ObjectRef: each.objectRef === null ? '' : JSON.stringify(each.objectRef),
        ResponseStatus: JSON.stringify(each.responseStatus),
        RequestReceivedTime: each.requestReceivedTimestamp,
      })),
    ],
    [
      'Elastic',
      REQUESTS.map((each) => ({ '@timestamp': '2026-03-01T09:00:00Z', kubernetes: { audit: each } })),
    ],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(kubernetes, records)).toEqual(READ);
    const [first] = await readSample(kubernetes, records);
    expect(first).toMatchObject({
      tenant: null,
      time: '2026-03-01T08:01:00.123456Z',
      id: 'a1/ResponseComplete',
      context: { network: '198.51.100.0/24', client: 'kubectl', device: 'macOS' },
    });
  });

  it('takes a decision to forbid for a failure', async () => {
    const annotations = { 'authorization.k8s.io/decision': 'forbid' };
    expect(await accesses(kubernetes, [request(1, 'ada@example.com', null, { annotations })])).toEqual([
      'failed',
    ]);
  });
});
