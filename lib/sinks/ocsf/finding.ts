import { bandOf } from '../../alerts/severity.js';
import { defined } from '../../base/checks/defined.js';
import { visibleLine } from '../../base/text/visibleText.js';
import { sha256 } from '../../saving/manifest.js';

/** The version of OCSF that the records follow. */
export const OCSF_VERSION = '1.8.0';

/** An OCSF Detection Finding: the attributes that this program reads, and the rest. */
export interface Finding {
  /** When it was made, milliseconds since 1970 UTC. */
  time: number;
  /** `uid` tells one event of an incident from the next; without it, the finding is made once. */
  metadata: { uid?: string; [attribute: string]: unknown };
  finding_info: { uid: string; title: string };
  [attribute: string]: unknown;
}

/** When findings are made, and by which version of this program. */
export interface Made {
  time: number;
  productVersion: string;
}

/** OCSF's severity_id for each band. */
const SEVERITY_IDS = { Informational: 1, Low: 2, Medium: 3, High: 4 } as const;

/** The parts of every finding. */
interface FindingParts {
  tenant: string;
  uid: string;
  /** The uid of this event, if a finding has several. */
  eventUid?: string;
  title: string;
  reason: string;
  types: readonly string[];
  severity: number;
  p: number;
  first?: number;
  last?: number;
  count?: number;
  /** When it was found first, if that was on an earlier morning. */
  created?: number;
  isUpdate?: boolean;
  riskScore?: number;
  evidences: readonly object[];
  resources: readonly object[];
  analyses: readonly object[];
}

/**
 * Makes a finding from its parts; OCSF has no nulls. The texts for people (message, title, desc) show
 * invisible characters; names elsewhere are exact.
 */
export function findingOf(parts: FindingParts, { time, productVersion }: Made): Finding {
  const band = bandOf(parts.severity);
  const reason = visibleLine(parts.reason);
  const [id, name] = parts.isUpdate ? [2, 'Update'] : [1, 'Create'];
  return defined({
    activity_id: id,
    activity_name: name,
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    type_uid: 200400 + id,
    type_name: `Detection Finding: ${name}`,
    time,
    start_time: parts.first,
    end_time: parts.last,
    count: parts.count,
    message: reason,
    severity_id: SEVERITY_IDS[band],
    severity: band,
    status_id: parts.isUpdate ? 2 : 1,
    status: parts.isUpdate ? 'In Progress' : 'New',
    risk_score: parts.riskScore,
    confidence_id: confidenceOf(parts.p),
    metadata: defined({
      version: OCSF_VERSION,
      product: { name: 'access-anomaly', vendor_name: 'access-anomaly', version: productVersion },
      tenant_uid: parts.tenant,
      uid: parts.eventUid,
    }),
    finding_info: defined({
      uid: parts.uid,
      title: parts.title,
      desc: reason,
      types: parts.types,
      created_time: parts.created ?? time,
      modified_time: parts.isUpdate ? time : undefined,
      first_seen_time: parts.first,
      last_seen_time: parts.last,
      analytic: { type_id: 4, type: 'Learning (ML/DL)', name: 'AccessEvidence', uid: 'access-evidence' },
    }),
    evidences: parts.evidences,
    resources: parts.resources,
    anomaly_analyses: parts.analyses,
  }) as Finding;
}

/** The identifier of a finding's event, which a ledger remembers. */
export function eventUidOf({ metadata, finding_info }: Finding): string {
  return metadata.uid ?? finding_info.uid;
}

/** An identifier that is different for each alert, and the same for the same alert. */
export function uidOf(...parts: readonly (string | number)[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

/** Low, medium, high: a normal access in 20, in 100, or rarer. */
function confidenceOf(p: number): number {
  if (p <= 0.01) return 3;
  return p <= 0.05 ? 2 : 1;
}

/** An analysis: what was observed, and how often normal use has as much. */
export function analysisOf(user: string, anomalies: readonly object[], baseline: string, p: number): object {
  return {
    analysis_targets: [{ name: user, type: 'User' }],
    anomalies,
    baselines: [
      {
        observation_parameter: baseline,
        observation_type: 'p-value',
        observations: [{ value: String(p) }],
      },
    ],
  };
}
