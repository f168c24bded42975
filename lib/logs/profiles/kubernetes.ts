import type { Profile, Value } from './Profile.js';
import { places } from './places.js';

const USER = 'user.username';
const KIND = 'objectRef.resource';
const WHERE = 'objectRef.namespace';

/** Secrets and their like keep the names that people gave them; those of pods are made up anew each time. */
const OBJECT: Value = {
  cases: [
    {
      when: {
        field: KIND,
        is: ['secrets', 'configmaps', 'namespaces', 'serviceaccounts', 'roles', 'clusterroles'],
      },
      use: [{ join: [KIND, 'objectRef.name'], with: '/' }, KIND],
    },
  ],
  else: [{ join: [KIND, 'objectRef.subresource'], with: '/' }, KIND],
};

/**
 * Kubernetes' audit log: events of audit.k8s.io as the API server writes them, in CloudWatch (EKS) and Azure
 * Monitor (AKS's category kube-audit, and the tables AKSAudit and AKSAuditAdmin), and in Elastic. GKE's is
 * `gcp`.
 *
 * - tenant: one, since the log doesn't name its cluster
 * - user: user.username
 * - resource: `namespace/resource`, with the name of secrets, config maps, accounts and roles, with `exec`,
 *   `log` and their like of others; of what is no object the path
 * - failed: a response of 400 or more, or a decision of `forbid`
 * - anonymous: system:anonymous; machine: nodes (system:node:); service: service accounts and the control
 *   plane
 *
 * Only the stage ResponseComplete counts: a request stands there by each of its stages, and only this one has
 * a status.
 */
export const kubernetes: Profile = {
  title: "Kubernetes' audit log",
  url: 'https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/',
  within: places('kubernetes.audit', 'properties.log', 'log_s', 'log'),
  access: {
    all: [
      { field: 'stage', is: 'ResponseComplete' },
      { field: 'auditID', filled: true },
    ],
  },
  failed: {
    any: [
      { field: 'responseStatus.code', above: 399 },
      {
        field: ['annotations.authorization.k8s.io/decision', 'annotations.authorization_k8s_io/decision'],
        is: 'forbid',
      },
    ],
  },
  user: USER,
  res: [{ join: [WHERE, OBJECT], with: '/' }, OBJECT, { of: 'requestURI', before: '?' }],
  time: [
    'requestReceivedTimestamp',
    'RequestReceivedTime',
    'stageTimestamp',
    'StageReceivedTime',
    '@timestamp',
    'TimeGenerated',
  ],
  id: { join: ['auditID', 'stage'], with: '/' },
  accounts: {
    anonymous: { field: USER, is: ['system:anonymous', 'system:unauthenticated'] },
    machine: { field: USER, matches: '^system:node:' },
    service: {
      field: USER,
      matches: '^(system|eks|gke|aks):|^(aksService|acsService|hcpService|masterclient|nodeclient)$',
    },
  },
  context: {
    network: { of: 'sourceIPs[0]', family: 'network' },
    client: { of: 'userAgent', family: 'client' },
    device: { of: 'userAgent', family: 'device' },
  },
};
