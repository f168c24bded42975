import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type RowLine, rowLines } from '../../../lib/logs/decode/rowLines.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { cutAt } from './cutAt.js';

async function linesOf(chunks: readonly Buffer[], limit?: number): Promise<RowLine[]> {
  const lines: RowLine[] = [];
  for await (const some of rowLines(chunks, limit)) lines.push(...some);
  return lines;
}

test('rowLines splits at LF, CR LF and CR, and numbers lines', async () => {
  const lines = await linesOf([Buffer.from('a\r\nb\rc\n\n\rd,"é\r'), Buffer.from('\ne')]);
  expect(lines.map(({ text, number, lineBreak }) => [text.toString(), number, lineBreak])).toEqual([
    ['a', 1, '\r\n'],
    ['b', 2, '\r'],
    ['c', 3, '\n'],
    ['', 4, '\n'],
    ['', 5, '\r'],
    ['d,"é', 6, '\r\n'],
    ['e', 7, ''],
  ]);
});

test('rowLines keeps a limited part of a longer line', async () => {
  const text = `a\n${'x'.repeat(5000)}\n${'y'.repeat(2000)}\nb`;
  for (const places of [[], [3, 1000, 4000, 5003]]) {
    const lines = await linesOf(cutAt(Buffer.from(text), places), 2000);
    expect(lines.map(({ text, length }) => [text.length, length])).toEqual([
      [1, 1],
      [1000, 5000],
      [2000, 2000],
      [1, 1],
    ]);
  }
});

test('rowLines loses nothing, wherever chunks end', async () => {
  const part = fc.constantFrom('a', 'bc', '\n', '\r', '\r\n', '"', 'é');
  await fc.assert(
    fc.asyncProperty(fc.array(part), fc.array(fc.nat(), { maxLength: 6 }), async (parts, at) => {
      const text = parts.join('');
      const lines = await linesOf(cutAt(Buffer.from(text), at));
      expect(lines.map(({ text, lineBreak }) => text + lineBreak).join('')).toBe(text);
      const expected = text.split(/\r\n|\r|\n/);
      if (expected.at(-1) === '') expected.pop();
      expect(lines.map(({ text }) => text.toString())).toEqual(expected);
    }),
    { numRuns: fuzzRuns(300) },
  );
});
