import { untilAborted } from '../../base/signals/untilAborted.js';
import type { AzureTarget, RetryOptions, TokenSource } from '../targets.js';
import { attemptPolicy, DEFAULT_RETRIES, tryByPolicy } from './attemptPolicy.js';
import { environmentSecrets } from './environmentSecrets.js';
import { loadPackage } from './loadPackage.js';
import type { Service } from './Service.js';

const PACKAGES = '@azure/monitor-ingestion @azure/identity';

/**
 * A stream of a data collection rule. Records are findings with TimeGenerated, when they were made.
 *
 * @throws Error saying what to install
 */
export async function azureLogs(
  { endpoint, ruleId, streamName, credential }: AzureTarget['azure'],
  retryOptions: RetryOptions,
): Promise<Service> {
  const { LogsIngestionClient } = await loadPackage(() => import('@azure/monitor-ingestion'), PACKAGES);
  const secrets = new Set(environmentSecrets());
  const source = noting(credential ?? (await defaultCredential(retryOptions)), secrets);
  const client = new LogsIngestionClient(endpoint, source, {
    retryOptions: { ...DEFAULT_RETRIES, ...retryOptions },
  });
  tryByPolicy(client.pipeline, retryOptions);
  return {
    id: `azure:${endpoint}/${ruleId}/${streamName}`,
    host: new URL(endpoint).host,
    frame: { open: '[', between: ',', close: ']' },
    secrets,
    recordOf: (finding) => ({ TimeGenerated: new Date(finding.time).toISOString(), ...finding }),
    async send({ records }, abortSignal) {
      try {
        await client.upload(ruleId, streamName, records, { abortSignal });
      } catch (error) {
        // One call is one request, so the client's list has one error.
        throw (error as { errors?: { cause: Error }[] }).errors?.[0]?.cause ?? error;
      }
    },
  };
}

async function defaultCredential(retryOptions: RetryOptions): Promise<TokenSource> {
  const { DefaultAzureCredential } = await loadPackage(() => import('@azure/identity'), PACKAGES);
  // Token services have to answer within the same bounds.
  return new DefaultAzureCredential({
    additionalPolicies: [{ policy: attemptPolicy(retryOptions), position: 'perRetry' }],
  });
}

/** Notes the tokens of a source, and waits for them no longer than the signal allows. */
function noting(source: TokenSource, secrets: Set<string>): TokenSource {
  return {
    async getToken(scopes, options) {
      const token = await untilAborted(source.getToken(scopes, options), options?.abortSignal);
      if (token !== null) secrets.add(token.token);
      return token;
    },
  };
}
