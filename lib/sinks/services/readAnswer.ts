import { addAbortSignal, type Readable } from 'node:stream';

/** The most bytes of an answer; real answers are far shorter. */
const MOST_BYTES = 1_000_000;

/**
 * The text of an answer. An endless answer is abandoned, which ends the connection.
 *
 * @param signal ends the reading, with an AbortError
 * @throws Error if there are more than 1,000,000 bytes
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
