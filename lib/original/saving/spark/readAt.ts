import type { FileHandle } from 'node:fs/promises';

/** Bytes of a file. @throws Error if it has become shorter */
export async function readAt(file: FileHandle, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, start + filled);
    if (bytesRead === 0) throw new Error('a file that became shorter');
    filled += bytesRead;
  }
  return buffer;
}
