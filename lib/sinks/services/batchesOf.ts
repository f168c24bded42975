import { visibleLine } from '../../base/text/visibleText.js';
import { eventUidOf, type Finding } from '../ocsf/finding.js';
import type { Batch, Service } from './Service.js';

/** The most bytes that Azure takes in a call, and Splunk by its lowest default. */
const MAX_BYTES = 1_000_000;
const LONGEST_NAME = 100;

/**
 * Findings in batches for a service, in order, each as full as possible (in bytes of UTF-8, with the text
 * around and between records).
 *
 * @throws RangeError naming a finding that is too large by itself
 */
export function batchesOf(
  findings: readonly Finding[],
  { recordOf, frame }: Pick<Service, 'recordOf' | 'frame'>,
): Batch[] {
  const [open, between, close] = [frame.open, frame.between, frame.close].map((text) =>
    Buffer.byteLength(text),
  );
  const batches: Batch[] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const finding of findings) {
    const record = recordOf(finding);
    const text = JSON.stringify(record);
    const bytes = Buffer.byteLength(text);
    if (open + bytes + close > MAX_BYTES) throw tooLarge(finding, open + bytes + close);
    size += between + bytes;
    if (size > MAX_BYTES) {
      batches.push({ uids: [], records: [], texts: [] });
      size = open + bytes + close;
    }
    const { uids, records, texts } = batches[batches.length - 1];
    uids.push(eventUidOf(finding));
    records.push(record);
    texts.push(text);
  }
  return batches;
}

function tooLarge({ finding_info: { uid, title } }: Finding, bytes: number): RangeError {
  const name = title.length > LONGEST_NAME ? `${title.slice(0, LONGEST_NAME)}...` : title;
  return new RangeError(
    `Expected alerts of at most ${MAX_BYTES} bytes, got ${bytes} of ${uid} (${visibleLine(name)})`,
  );
}
