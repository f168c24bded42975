import type { Profile, Value } from './Profile.js';
import { places } from './places.js';
import { all, any, is, isAbove, isFilled, matches, when } from './shorthand.js';

const USER = 'user.username';
const KIND = 'objectRef.resource';
const WHERE = 'objectRef.namespace';

/** Secrets and their like keep the names that people gave them; those of pods are generated each time. */
const OBJECT: Value = when(
  is(KIND, ['secrets', 'configmaps', 'namespaces', 'serviceaccounts', 'roles', 'clusterroles']),
  [{ join: [KIND, 'objectRef.name'], with: '/' }, KIND],
  [{ join: [KIND, 'objectRef.subresource'], with: '/' }, KIND],
);

/**
 * Kubernetes' audit log: events of audit.k8s.io as the API server writes them, in CloudWatch (EKS) and Azure
 * Monitor (AKS's category kube-audit, and the tables AKSAudit and AKSAuditAdmin), and in Elastic. GKE's is
 * `gcp`. The log doesn't name its cluster, so there is one tenant.
 *
 * Only the stage ResponseComplete counts: the log has each stage of a request, and only this one has a
 * status.
 */
export const kubernetes: Profile = {
  title: "Kubernetes' audit log",
  url: 'https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/',
  within: places('kubernetes.audit', 'properties.log', 'log_s', 'log'),
  access: all(is('stage', 'ResponseComplete'), isFilled('auditID')),
  failed: any(
    isAbove('responseStatus.code', 399),
    is(['annotations.authorization.k8s.io/decision', 'annotations.authorization_k8s_io/decision'], 'forbid'),
  ),
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
    anonymous: is(USER, ['system:anonymous', 'system:unauthenticated']),
    machine: matches(USER, '^system:node:'),
    service: matches(
      USER,
      '^(system|eks|gke|aks):|^(aksService|acsService|hcpService|masterclient|nodeclient)$',
    ),
  },
  operation: 'verb',
  result: 'responseStatus.code',
  context: {
    network: { of: 'sourceIPs[0]', family: 'network' },
    client: { of: 'userAgent', family: 'client' },
    device: { of: 'userAgent', family: 'device' },
  },
};
