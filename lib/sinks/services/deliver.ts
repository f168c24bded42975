import { STATUS_CODES } from 'node:http';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { shownAnswer } from '../../base/text/shownAnswer.js';
import { ledgerPath } from '../ledger/ledgerPath.js';
import { withLedger } from '../ledger/withLedger.js';
import { eventUidOf, type Finding } from '../ocsf/finding.js';
import type { Delivery, ServiceOptions } from '../targets.js';
import { batchesOf } from './batchesOf.js';
import type { Service } from './Service.js';

/** How many characters of a service's answer are passed on. */
const LONGEST_ANSWER = 1000;

/**
 * Sends a service what it hasn't taken yet, batch by batch. Each batch is in the ledger as soon as it was
 * acknowledged, so that calling again continues with the next.
 *
 * @throws RangeError naming a finding that is too large, before anything is sent; Error saying what the
 *   service answered and how many it has; the signal's reason
 */
export async function deliver(
  findings: readonly Finding[],
  service: Service,
  { ledger, signal }: Pick<ServiceOptions, 'ledger' | 'signal'>,
): Promise<Delivery> {
  const stop = anyOf(signal, hostSignal());
  const alerts = [...new Map(findings.map((finding) => [eventUidOf(finding), finding])).values()];
  try {
    stop?.throwIfAborted();
    const path = ledger ?? (await ledgerPath(service.id));
    return await withLedger(path, { signal: stop }, async (ledger) => {
      const taken = await ledger.among(service.id, alerts.map(eventUidOf));
      const batches = batchesOf(
        alerts.filter((alert) => !taken.has(eventUidOf(alert))),
        service,
      );
      let sent = 0;
      for (const batch of batches) {
        stop?.throwIfAborted();
        try {
          await service.send(batch, stop);
        } catch (error) {
          stop?.throwIfAborted();
          // It has no cause: that would hold the request, which has the token in its headers.
          throw new Error(
            `Expected ${service.host} to take the alerts, got ${failureText(error, service.secrets)}; ` +
              `${taken.size + sent} of ${alerts.length} were sent, call again for the rest`,
          );
        }
        await ledger.add(service.id, batch.uids);
        sent += batch.uids.length;
      }
      return { sent, before: taken.size };
    });
  } catch (error) {
    stop?.throwIfAborted();
    throw error;
  }
}

function anyOf(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}

/**
 * A service's answer, or why there was none; only as text, since the SDK's errors hold the request's headers.
 *
 * @param secrets texts to leave out
 */
function failureText(error: unknown, secrets: ReadonlySet<string>): string {
  const { statusCode, name, message } = error as { statusCode?: number; name?: string; message?: string };
  const said = String(message ?? error);
  const kind = statusCode ? `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim() : name;
  const text = !statusCode && (kind === 'Error' || kind === 'RestError') ? said : `${kind}: ${said}`;
  return shownAnswer(text, secrets, LONGEST_ANSWER);
}
