import type { FindingOptions } from './findingsOf.js';

/** Where alerts go: a file, in the format of its name or of `format`. */
export interface FileTarget extends FindingOptions {
  path: string;
  /** Default: by the name's ending: .csv, .parquet, .jsonl and .ndjson (plain rows), .ocsf.ndjson (OCSF). */
  format?: 'csv' | 'parquet' | 'jsonl' | 'ocsf';
}

/** Or a table of Azure Log Analytics, by the Logs Ingestion API. */
export interface AzureTarget extends ServiceOptions {
  azure: {
    /**
     * The URL of the data collection rule or endpoint: `https://<name>.<region>.ingest.monitor.azure.com`.
     */
    endpoint: string;
    /** The rule's immutable id: `dcr-...`. */
    ruleId: string;
    /** The stream that the rule declares: `Custom-...`. */
    streamName: string;
    /** Default: `DefaultAzureCredential`: the environment, a managed identity or the Azure CLI's login. */
    credential?: TokenSource;
  };
}

/** Or Splunk's HTTP Event Collector; its token is taken from the environment variable SPLUNK_HEC_TOKEN. */
export interface SplunkTarget extends ServiceOptions {
  splunk: {
    /** The URL of the collector, without its path: `https://splunk.example:8088`. */
    url: string;
    /** Default: the token's index. */
    index?: string;
    /** Default: `ocsf:detection_finding`. */
    sourcetype?: string;
  };
}

export type AlertTarget = FileTarget | AzureTarget | SplunkTarget;

/** The options of all targets that are services. */
export interface ServiceOptions extends FindingOptions {
  /**
   * The file that remembers which alerts were taken. Default: one for each target, in the user's state
   * folder.
   */
  ledger?: string;
  /** Ends the upload; what was acknowledged until then isn't sent again. */
  signal?: AbortSignal;
  retryOptions?: RetryOptions;
}

/** How often and after how long a batch that wasn't taken is sent again. */
export interface RetryOptions {
  /** Default: 8. */
  maxRetries?: number;
  /** Before the first retry, milliseconds; it doubles with each. Default: 1000. Retry-After has priority. */
  retryDelayInMs?: number;
  /** Milliseconds. Default: 64000. */
  maxRetryDelayInMs?: number;
}

/** A source of Microsoft Entra's tokens: any credential of `@azure/identity`. */
export interface TokenSource {
  getToken(
    scopes: string | string[],
    options?: { abortSignal?: AbortSignal },
  ): Promise<{ token: string; expiresOnTimestamp: number } | null>;
}

/** The result of a call. */
export interface Delivery {
  /** Alerts that the target took; for a file, its rows. */
  sent: number;
  /** Alerts that the target had taken before and that weren't sent again. */
  before: number;
}
