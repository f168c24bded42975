import type { Finding } from '../ocsf/finding.js';

/** A service that takes alerts, ready to be sent to. */
export interface Service {
  /** Its name in the ledger: a text without secrets, the same for the same destination. */
  id: string;
  /** Its name in errors. */
  host: string;
  /** The text around and between the records of a request. */
  frame: { open: string; between: string; close: string };
  /** Texts that must not appear in an error; tokens are added when they are fetched. */
  secrets: ReadonlySet<string>;
  recordOf(finding: Finding): Record<string, unknown>;
  /** Sends one request, and again if that may help. Resolves once the service has acknowledged it. */
  send(batch: Batch, signal: AbortSignal | undefined): Promise<void>;
}

/** What one request carries: records, and each as JSON. */
export interface Batch {
  uids: string[];
  records: Record<string, unknown>[];
  texts: string[];
}
