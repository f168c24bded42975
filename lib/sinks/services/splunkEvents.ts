import type { HttpClient } from '@azure/core-rest-pipeline';
import type { RetryOptions, SplunkTarget } from '../targets.js';
import { DEFAULT_RETRIES, tryByPolicy } from './attemptPolicy.js';
import { environmentSecrets } from './environmentSecrets.js';
import { loadPackage } from './loadPackage.js';
import type { Service } from './Service.js';

const SOURCE = 'access-anomaly';
const SOURCE_TYPE = 'ocsf:detection_finding';

/** Keeps connections between calls. */
let client: HttpClient | undefined;

/**
 * Splunk's HTTP Event Collector. Events are findings, at the time they were made.
 *
 * @throws Error saying what to install, or that SPLUNK_HEC_TOKEN is missing
 */
export async function splunkEvents(
  { url, index, sourcetype = SOURCE_TYPE }: SplunkTarget['splunk'],
  retryOptions: RetryOptions,
): Promise<Service> {
  const token = process.env.SPLUNK_HEC_TOKEN?.trim();
  if (!token) throw new Error('Expected the token in the environment variable SPLUNK_HEC_TOKEN, got none');
  const { createDefaultHttpClient, createHttpHeaders, createPipelineFromOptions, createPipelineRequest } =
    await loadPackage(() => import('@azure/core-rest-pipeline'), '@azure/core-rest-pipeline');
  client ??= createDefaultHttpClient();
  const sender = client;
  const pipeline = createPipelineFromOptions({ retryOptions: { ...DEFAULT_RETRIES, ...retryOptions } });
  tryByPolicy(pipeline, retryOptions);
  const frame = { open: '', between: '\n', close: '' };
  return {
    id: `splunk:${url}?${new URLSearchParams({ ...(index !== undefined && { index }), sourcetype })}`,
    host: new URL(url).host,
    frame,
    secrets: new Set([token, ...environmentSecrets()]),
    recordOf: (finding) => ({ time: finding.time / 1000, source: SOURCE, sourcetype, index, event: finding }),
    async send({ texts }, abortSignal) {
      const request = createPipelineRequest({
        url: `${url}/services/collector/event`,
        method: 'POST',
        headers: createHttpHeaders({
          Authorization: `Splunk ${token}`,
          'Content-Type': 'application/json',
        }),
        body: texts.join(frame.between),
        abortSignal,
      });
      const { status, bodyAsText } = await pipeline.sendRequest(sender, request);
      checkAnswer(status, bodyAsText ?? '');
    },
  };
}

/** Success is status 200 with code 0: a login page has status 200, too. */
function checkAnswer(statusCode: number, body: string): void {
  const { code, text } = parseAnswer(body);
  if (statusCode === 200 && code === 0) return;
  const said = code === undefined ? "an answer that isn't Splunk's" : `${text} (code ${code})`;
  throw Object.assign(new Error(said), { statusCode });
}

function parseAnswer(body: string): { code?: unknown; text?: unknown } {
  try {
    return (JSON.parse(body) as { code?: unknown; text?: unknown } | null) ?? {};
  } catch {
    return {};
  }
}
