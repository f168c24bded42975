import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../../lib/logs/decode/bytesOf.js';
import { compressionOf } from '../../../lib/logs/decode/compressionOf.js';
import { unpackSmall } from '../../../lib/logs/decode/unpackSmall.js';
import { logFolder } from '../logFolder.js';
import { linesText, skippableFrame, zstdLines } from './packed.js';

const { folder, newFolder } = logFolder('bytes-of-');

/** In pieces of some lengths, and at once: all of it, or the error's message. */
async function unpack(packed: Buffer): Promise<string[]> {
  const file = join(newFolder(), 'a');
  writeFileSync(file, packed);
  const ways = [64, packed.length, 2 ** 20].map((highWaterMark) => async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of bytesOf(file, undefined, highWaterMark)) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
  const results = [
    ...ways,
    async () => {
      const packed = readFileSync(file);
      return (await unpackSmall(packed, compressionOf(packed)))!;
    },
  ].map((way) =>
    way().then(
      (bytes) => bytes.toString(),
      (error: Error) => `Error: ${error.message}`,
    ),
  );
  return [...new Set(await Promise.all(results))];
}

const text = linesText(3000);
const gzip = gzipSync(text);
const other = gzipSync('other');

describe('bytesOf and unpackSmall unpack alike', () => {
  test.each([
    ['what isn’t packed', Buffer.from('a,b\n'), 'a,b\n'],
    ['gzip', gzip, text],
    ['gzip of several members', Buffer.concat([gzip, other, gzip]), `${text}other${text}`],
    ['gzip with an empty member', Buffer.concat([gzipSync(''), other]), 'other'],
    ['gzip with zeros behind', Buffer.concat([gzip, Buffer.alloc(5000)]), text],
    [
      'gzip with something behind',
      Buffer.concat([gzip, Buffer.from('behind')]),
      'Error: incorrect header check',
    ],
    [
      'gzip with something behind zeros',
      Buffer.concat([gzip, Buffer.alloc(9), other]),
      'Error: something else behind its end',
    ],
    ['gzip that is cut', gzip.subarray(0, -9), 'Error: unexpected end of file'],
    [
      'gzip of which a member is cut',
      Buffer.concat([gzip, other.subarray(0, 15)]),
      'Error: unexpected end of file',
    ],
    ['gzip with a wrong sum', flipped(gzip, -6), 'Error: incorrect data check'],
  ])('%s', async (_, packed, expected) => {
    expect(await unpack(packed)).toEqual([expected]);
  });

  test('zstd', async () => {
    const frame = await zstdLines(folder, 3000);
    const unpacked = linesText(3000);
    const garbage = Buffer.from('garbage behind');
    for (const [packed, expected] of [
      [frame, unpacked],
      [Buffer.concat([frame, frame]), unpacked + unpacked],
      [Buffer.concat([skippableFrame('skip me'), frame, skippableFrame(''), frame]), unpacked + unpacked],
      [frame.subarray(0, -5), 'Error: unexpected end of file'],
      [frame.subarray(0, 7), 'Error: unexpected end of file'],
      [Buffer.concat([frame, frame.subarray(0, 3)]), 'Error: unexpected end of file'],
      [Buffer.concat([frame, garbage]), 'Error: incorrect header check'],
    ] as const) {
      expect(await unpack(packed)).toEqual([expected]);
    }
  });

  test('zstd of which a byte is wrong, which a sum tells', async () => {
    // `zstd --check` made it; DuckDB writes no sums.
    const frame = readFileSync(new URL('zstd-with-sum.zst', import.meta.url));
    expect(await unpack(frame)).toEqual([linesText(400)]);
    expect(await unpack(flipped(frame, -1))).toEqual(['Error: incorrect data check']);
    expect(await unpack(flipped(frame, frame.length >> 1))).toEqual([
      expect.stringMatching(/^Error: incorrect data/),
    ]);
  });

  test('zstd of tens of MB', async () => {
    const file = join(newFolder(), 'large');
    writeFileSync(file, Buffer.concat(Array(20).fill(await zstdLines(folder, 200_000))));
    let length = 0;
    for await (const chunk of bytesOf(file)) length += chunk.length;
    expect(length).toBe(20 * linesText(200_000).length);
  });
});

test('bytesOf lets go of a file that isn’t read to its end', async () => {
  for (const packed of [Buffer.from(text), gzip, await zstdLines(folder, 3000)]) {
    const file = join(newFolder(), 'a');
    writeFileSync(file, packed);
    const bytes = bytesOf(file, undefined, 64);
    expect((await bytes.next()).done).toBe(false);
    await bytes.return(undefined);
    expect(await bytes.next()).toEqual({ done: true, value: undefined });
  }
});

test('bytesOf says of a file that isn’t there so', async () => {
  for (const compression of [undefined, 'none', 'gzip', 'zstd'] as const) {
    await expect(bytesOf(join(folder, 'nowhere'), compression).next()).rejects.toThrow('ENOENT');
  }
});

test('unpackSmall gives up beyond a size', async () => {
  const frame = await zstdLines(folder, 3000);
  for (const [packed, length] of [
    [Buffer.from(text), text.length],
    [gzip, text.length],
    [frame, text.length],
  ] as const) {
    const compression = compressionOf(packed);
    expect((await unpackSmall(packed, compression, length))?.length).toBe(length);
    expect(await unpackSmall(packed, compression, length - 1)).toBeUndefined();
  }
});

test.each([
  ['none', ''],
  ['none', 'user,res'],
  ['gzip', '\x1f\x8b\x08\0'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['zstd', '\x50\x2a\x4d\x18'],
  ['zstd', '\x5f\x2a\x4d\x18'],
  ['none', '\x60\x2a\x4d\x18'],
])('compressionOf: %s of %j', (compression, head) => {
  expect(compressionOf(Buffer.from(head, 'latin1'))).toBe(compression);
});

function flipped(bytes: Buffer, at: number): Buffer {
  const other = Buffer.from(bytes);
  other[at < 0 ? bytes.length + at : at] ^= 0x10;
  return other;
}
