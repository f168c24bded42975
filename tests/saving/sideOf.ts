import { crc32 } from 'node:zlib';

/** The `.name.crc` that Hadoop writes beside a file. */
export function sideOf(content: Buffer, each = 512): Buffer {
  const side = Buffer.alloc(8 + 4 * Math.ceil(content.length / each));
  side.write('crc\0', 'latin1');
  side.writeUInt32BE(each, 4);
  for (let n = 0; 8 + 4 * n < side.length; n++) {
    side.writeUInt32BE(crc32(content.subarray(n * each, (n + 1) * each)), 8 + 4 * n);
  }
  return side;
}
