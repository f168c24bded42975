export type Compression = 'none' | 'gzip' | 'zstd';

/** How a file is packed, by its first bytes and not by its name. Four bytes are enough. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd && head[0] === 0x28) return 'zstd';
  // A frame without data, which readers skip, may come first.
  const isSkippable = head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18 && head[0] >> 4 === 5;
  return isSkippable ? 'zstd' : 'none';
}
