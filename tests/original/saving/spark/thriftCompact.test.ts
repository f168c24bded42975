import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readThrift } from '../../../../lib/original/saving/spark/thriftCompact.js';

const bytes = (...values: number[]) => Uint8Array.from(values);

describe('readThrift', () => {
  it('reads fields of each type, and says where they end', () => {
    // 1: i32 -1, 2: true, 3: false, 4: 'ab', 5: [1, 2] of i64, 6: { 1: i16 3 }, 22: byte 7
    const struct = bytes(
      ...[0x15, 0x01, 0x11, 0x12, 0x18, 0x02, 0x61, 0x62, 0x19, 0x26, 0x02, 0x04, 0x1c, 0x14, 0x06, 0x00],
      ...[0x03, 44, 0x07, 0x00],
    );
    const read = readThrift(bytes(9, 9, ...struct, 9), 2);
    expect(read.end).toBe(2 + struct.length);
    expect([...read.struct]).toEqual([
      [1, -1],
      [2, true],
      [3, false],
      [4, bytes(0x61, 0x62)],
      [5, [1, 2]],
      [6, new Map([[1, 3]])],
      [22, 7],
    ]);
  });

  it.each<[string, number[], string]>([
    ['ends too early', [0x15], 'ends too early'],
    ['has a field twice', [0x15, 0x02, 0x05, 0x02, 0x02, 0x00], 'field 1 after field 1'],
    ['has a text that is longer than the rest', [0x18, 0x7f, 0x61], 'longer than what holds it'],
    ['has a list that is longer than the rest', [0x19, 0xf5, 0xff, 0xff, 0x7f], 'longer than what holds it'],
    ['has a number that never ends', [0x16, ...new Array(11).fill(0x80)], 'more than 64 bits'],
    ['has a type that there is none of', [0x1e], 'a field of type 14'],
    ['nests on and on', new Array(100).fill(0x1c), 'nested more than 16 deep'],
    ['has lists in lists on and on', new Array(100_000).fill(0x19), 'nested more than 16 deep'],
  ])('refuses what %s', (_, struct, message) => {
    expect(() => readThrift(Uint8Array.from(struct))).toThrow(message);
  });

  it('ends with any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (any) => {
        try {
          expect(readThrift(any).end).toBeLessThanOrEqual(any.length);
        } catch (error) {
          expect((error as Error).message).toMatch(/^(a |field )/);
        }
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
