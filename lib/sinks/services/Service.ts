import type { Finding } from '../ocsf/finding.js';

/** A service that takes alerts, ready to be sent to. */
export interface Service {
  /** What the ledger knows it by: text without secrets, the same for the same destination. */
  id: string;
  /** What errors call it. */
  host: string;
  /** What stands around and between the records of a request. */
  frame: { open: string; between: string; close: string };
  /** What is never to be seen in an error; grows as tokens are got. */
  secrets: ReadonlySet<string>;
  recordOf(finding: Finding): Record<string, unknown>;
  /** Sends one request, and again where that may help. Resolves once the service acknowledged it. */
  send(batch: Batch, signal: AbortSignal | undefined): Promise<void>;
}

/** What one request carries: records, and each as JSON. */
export interface Batch {
  uids: string[];
  records: Record<string, unknown>[];
  texts: string[];
}
