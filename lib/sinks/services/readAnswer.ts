import { addAbortSignal, type Readable } from 'node:stream';

/** What services answer is far shorter, in bytes. */
const MOST_BYTES = 1_000_000;

/**
 * The text of an answer. One that goes on and on is left, and so ends the connection.
 *
 * @param signal ends the reading, with an AbortError
 * @throws Error where there are more than 1,000,000 bytes
 */
export async function readAnswer(answer: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of addAbortSignal(signal, answer)) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`an answer of more than ${MOST_BYTES} bytes`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}
