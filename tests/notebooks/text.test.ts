import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = 'notebooks/text';
const notebooks = readdirSync(folder).map((name) => ({
  name,
  text: readFileSync(`${folder}/${name}`, 'utf8'),
}));

/** The code cells, each as its lines; parameters and imports are lists. */
function codeCells(text: string): string[][] {
  return text
    .split(/^(?=\/\/ %%)/m)
    .filter((cell) => /^\/\/ %%(?! \[markdown\])/.test(cell) && !cell.includes('["parameters"]'))
    .map((cell) => cell.trimEnd().split('\n').slice(1))
    .filter(([first = '']) => !first.startsWith('import '));
}

/** The lines of the median cell. */
function median(cells: string[][]): number {
  const lengths = cells.map((lines) => lines.length).sort((a, b) => a - b);
  return lengths[lengths.length >> 1];
}

/** Code without texts, templates and comments, in which `as` is SQL's or English. */
function bareCode(text: string): string {
  const code = text.replaceAll(/^\/\/.*$/gm, '').replaceAll(/`[^`]*`/g, '``');
  return code.replaceAll(/\/\/.*$/gm, '').replaceAll(/'[^'\n]*'/g, "''");
}

/** Lines that say of a type more than the compiler knows. */
function castsIn(text: string): string[] {
  const lines = bareCode(text).split('\n');
  return lines.filter(
    (line) => !line.startsWith('import ') && /\bas (?!const\b)[\w{([]|[\w)\]]!(?=[.;,)\][]|$)/.test(line),
  );
}

it('would see a cast', () => {
  const casts = [
    'f(x as Named);',
    'const a = b as { c: 1 };',
    "table.getChild('res')!.get(0);",
    'f(rows[0]!);',
    'x!.y;',
    'const n = m as unknown as (n: number) => void;',
  ];
  for (const cast of casts) expect(castsIn(cast)).toEqual([cast.replaceAll(/'[^']*'/g, "''")]);
  const none = "import * as dfd from 'danfojs-node';\nif (a !== b && !c) d(['x'] as const); // as it is";
  expect(castsIn(none)).toEqual([]);
});

describe.each(notebooks)('$name', ({ text }) => {
  it('has no line of more than 110 columns', () => {
    expect(text.split('\n').filter((line) => [...line].length > 110)).toEqual([]);
  });

  it('has no cast: where the types need one, the library lacks something', () => {
    expect(castsIn(text)).toEqual([]);
  });

  it('is prose and short cells in balance', () => {
    expect(median(codeCells(text))).toBeLessThanOrEqual(10);
    const prose = text.split('\n').filter((line) => /^\/\/ (?!%%|---)/.test(line)).length;
    expect(prose / text.split('\n').length).toBeGreaterThan(0.24);
  });
});

it('has short cells, most of all', () => {
  expect(median(notebooks.flatMap(({ text }) => codeCells(text)))).toBeLessThanOrEqual(6);
});

it('says nothing twice in the notebooks 02 and 03, except for what is asked of a log', () => {
  const [second, third] = ['02', '03'].map((number) =>
    codeCells(notebooks.find(({ name }) => name.startsWith(number))!.text).flat(),
  );
  const threes = (lines: string[]) => lines.map((_, n) => lines.slice(n, n + 3).join('\n'));
  const known = new Set(threes(second));
  const twice = threes(third).filter((three) => three.split('\n').length === 3 && known.has(three));
  expect(twice.filter((three) => !three.includes('profile, tenant, user, res'))).toEqual([]);
});

it('scores a new day in at most 120 lines of code: all of all code cells but blank lines', () => {
  const { text } = notebooks.find(({ name }) => name.startsWith('03'))!;
  const cells = text.split(/^(?=\/\/ %%)/m).filter((cell) => /^\/\/ %%(?! \[markdown\])/.test(cell));
  expect(cells.some((cell) => cell.includes('["parameters"]'))).toBe(true);
  const lines = cells.flatMap((cell) => cell.split('\n').slice(1)).filter((line) => line.trim() !== '');
  expect(lines.length).toBeLessThanOrEqual(120);
  expect(lines.length).toBeGreaterThan(80);
});
