import { LAST_WORD } from './lifeline.js';

/**
 * The other end of a lifeline: waits until it is cut, however that happens.
 *
 * @returns what was told; null where there is nothing left to do
 */
export async function untilCut(): Promise<string[] | null> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin) text += chunk;
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.length === 0 || lines.at(-1) === LAST_WORD ? null : lines;
}
