import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../lib/sinks/ocsf/finding.js';
import { batchesOf } from '../../lib/sinks/services/batchesOf.js';

const finding = (uid: string, text: string): Finding => ({
  time: 0,
  metadata: {},
  finding_info: { uid, title: uid },
  text,
});
/** A record is a JSON text: two bytes longer than it says. */
const recordOf = ({ text }: Finding) => text as unknown as Record<string, unknown>;
const azure = { recordOf, frame: { open: '[', between: ',', close: ']' } };
const splunk = { recordOf, frame: { open: '', between: '\n', close: '' } };

describe.each([azure, splunk])('batchesOf with %j', (service) => {
  const { open, between, close } = service.frame;
  const bytesOf = (texts: readonly string[]) => Buffer.byteLength(open + texts.join(between) + close);

  it('keeps the order, and no batch has more bytes than admitted or room for the next record', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 499_000 }), { maxLength: 20 }), (lengths) => {
        const findings = lengths.map((length, n) => finding(String(n), 'é'.repeat(length)));
        const batches = batchesOf(findings, service);
        expect(batches.flatMap(({ uids }) => uids)).toEqual(lengths.map((_, n) => String(n)));
        for (const [n, { texts }] of batches.entries()) {
          expect(bytesOf(texts)).toBeLessThanOrEqual(1_000_000);
          const next = batches[n + 1]?.texts[0];
          if (next !== undefined) expect(bytesOf([...texts, next])).toBeGreaterThan(1_000_000);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('fills a batch to the last byte, and begins another for one more', () => {
    const fixed = open.length + close.length + 2;
    const rest = 1_000_000 - fixed;
    expect(batchesOf([finding('a', 'x'.repeat(rest))], service)).toHaveLength(1);
    expect(() => batchesOf([finding('a', 'x'.repeat(rest + 1))], service)).toThrow('got 1000001 of a (a)');
    const two = (second: number) => [finding('a', 'x'), finding('b', 'x'.repeat(second))];
    const room = rest - '"x"'.length - between.length;
    expect(batchesOf(two(room), service).map(({ texts }) => bytesOf(texts))).toEqual([1_000_000]);
    expect(batchesOf(two(room + 1), service)).toHaveLength(2);
  });
});
