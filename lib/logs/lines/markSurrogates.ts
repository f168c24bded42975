import { open } from 'node:fs/promises';
import { SPILL_MODE, spillFile } from '../../sql/spillFolder.js';
import { textOf } from './textOf.js';

/** An escape of JSON, and two that make a pair of surrogates. */
const ESCAPE = /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\s\S])/g;
const HALF = /^\\u[dD][89a-fA-F][0-9a-fA-F]{2}$/;
const LONGEST_ESCAPE = 12;

/**
 * The path of a JSON document in which each half of a surrogate pair (`"\ud800"`) is U+FDD0, which no text has, and its four
 * digits: one name would make all of the document unreadable, and no two names become one. The file itself where it has none.
 */
export async function markSurrogates(file: string): Promise<string> {
  if (!(await hasHalf(file))) return file;
  const path = spillFile('json');
  const target = await open(path, 'wx', SPILL_MODE);
  try {
    for await (const part of escapedParts(file)) {
      const marked = part.replace(ESCAPE, (all) => (HALF.test(all) ? `\\ufdd0${all.slice(2)}` : all));
      await target.appendFile(Buffer.from(marked, 'latin1'));
    }
  } finally {
    await target.close();
  }
  return path;
}

async function hasHalf(file: string): Promise<boolean> {
  for await (const part of escapedParts(file)) {
    // Escapes of surrogates are rare, and found fast.
    if (!/\\u[dD][89a-fA-F]/.test(part)) continue;
    for (const [all] of part.matchAll(ESCAPE)) if (HALF.test(all)) return true;
  }
  return false;
}

/** A file in parts, a character each byte, none of which ends within an escape or between two that make a pair. */
async function* escapedParts(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of textOf(file) as AsyncIterable<Buffer>) {
    const text = rest + chunk.toString('latin1');
    const end = safeEnd(text);
    yield text.slice(0, end);
    rest = text.slice(end);
  }
  yield rest;
}

/** Where a text that begins outside of an escape can be cut: before the first escape that may go on behind it. */
function safeEnd(text: string): number {
  const near = text.length - LONGEST_ESCAPE;
  if (!text.includes('\\', Math.max(0, near))) return text.length;
  for (const { index, 0: all } of text.matchAll(ESCAPE)) if (index + all.length > near) return index;
  // A backslash at the very end.
  return text.length - 1;
}
