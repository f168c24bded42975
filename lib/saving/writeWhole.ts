import { open } from 'node:fs/promises';

/** Writes a new file, which is safely on disk afterwards. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
