import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withConnection } from '../../../lib/sql/withConnection.js';

let number = 0;

/** Some lines, from `line 0` on, packed with Zstandard by DuckDB as one frame. */
export async function zstdLines(folder: string, count: number): Promise<Buffer> {
  const path = join(folder, `${++number}.packed`);
  await withConnection((connection) =>
    connection.run(`COPY (SELECT 'line ' || n AS line FROM range(${count}) AS t(n) ORDER BY n) TO '${path}'
      (FORMAT csv, HEADER false, COMPRESSION zstd)`),
  );
  return readFileSync(path);
}

/** Their text. */
export function linesText(count: number): string {
  return Array.from({ length: count }, (_, n) => `line ${n}\n`).join('');
}

/** A frame of Zstandard that readers skip. */
export function skippableFrame(content: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a53);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, Buffer.from(content)]);
}
