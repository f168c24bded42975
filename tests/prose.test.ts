import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const COLUMNS = 110;

/** Where English slips into a dialect. Each is a phrase that plain English has no use for. */
const DIALECT: [RegExp, string][] = [
  [/\bof here\b/i, '"of here": name the place'],
  [/\b(none|nothing|nobody) of (it|them) any more\b/i, '"none of it any more": "no longer any of it"'],
  [/(?<!not )\bbut for\b(?! (all|some|the sake|example)\b)/i, '"but for": "except for"'],
  [
    /(^|[.:;] )Who(ever)? (has|is|was|does|did|had|isn't|hasn't|wasn't) [^?.]*\./,
    '"Who has ... is": name who it is',
  ],
  [/\bwhat comes (of it|is)\b/i, '"what comes": name what it is'],
  [/\bas is without\b/i, 'a sentence without its verb'],
  [/\b(held|set) against\b/i, '"held against": "compared with"'],
  [/\bnobody can say\b/i, '"nobody can say": "it is unknown"'],
  [/\bwhat becomes? of\b/i, '"what becomes of": "what happens to"'],
  [/\b(is|are) of no matter\b/i, '"of no matter": "ignored"'],
  [/(^|[.:;] )So (many|much)\b/, '"So many ...": "How many ..." or "This many ..."'],
  [/(^|[.:;] )(Of|Those of) (each|these|such|all)\b[^.]*:/, '"Of each ...:": name what it is'],
  [/\b(that|which) (is|are) none\b/i, '"that is none": "invalid", or what it lacks'],
];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => !/^(tests\/fixtures|lib\/spark\/generated)\/|^tests\/prose/.test(file));
const sources = files.filter((file) => /\.([cm]?[jt]s|cts|py)$/.test(file));
const pages = files.filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md');

const isComment = (line: string) => /^\s*(\/\/|\/\*|\*( |\/|$)|#)/.test(line);
/** Code, a blank, and a comment behind it. */
const hasComment = (line: string) => isComment(line) || /[;,{}()\w] \/[/*] /.test(line);
/** A line that has to be long: an address, or a path, in one word. */
const unbreakable = (line: string) => line.split(/\s+/).some((word) => word.length > 70);

/**
 * Texts that people read in a file, each with the line it begins on: comments, or a page without its code.
 */
function* texts(file: string, text: string): Generator<{ line: number; text: string }> {
  const prose = file.endsWith('.md') ? (line: string) => line.trim() !== '' : isComment;
  let begin = 0;
  let words: string[] = [];
  let code = false;
  for (const [index, line] of [...text.split('\n'), ''].entries()) {
    if (file.endsWith('.md') && /^\s*```/.test(line)) code = !code;
    if (prose(line) && !code) {
      if (words.length === 0) begin = index + 1;
      words.push(line.replace(/^\s*(\/\/+|\/?\*+\/?|#+|>)?/, '').trim());
    } else if (words.length > 0) {
      yield { line: begin, text: words.filter((each) => each !== '').join(' ') };
      words = [];
    }
  }
}

describe('what people read', () => {
  it('would be seen to slip', () => {
    const planted = '/**\n * Who has no history\n * is judged, but for newcomers.\n */';
    const [{ line, text }] = texts('planted.ts', planted);
    expect(line).toBe(1);
    expect(DIALECT.filter(([phrase]) => phrase.test(text)).map(([, advice]) => advice)).toEqual([
      '"but for": "except for"',
      '"Who has ... is": name who it is',
    ]);
    expect(hasComment('f(); // a comment')).toBe(true);
    expect(hasComment("const url = 'https://example.com';")).toBe(false);
  });

  it(`ends at ${COLUMNS} columns in comments`, () => {
    const long = sources.flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          line.length > COLUMNS && hasComment(line) && !unbreakable(line) ? [`${file}:${index + 1}`] : [],
        ),
    );
    expect(long).toEqual([]);
  });

  it('is plain English', () => {
    const slips = [...sources, ...pages].flatMap((file) =>
      [...texts(file, readFileSync(file, 'utf8'))].flatMap(({ line, text }) =>
        DIALECT.flatMap(([phrase, advice]) => {
          const found = phrase.exec(text);
          return found === null ? [] : [`${file}:${line}: ${found[0].trim()} (${advice})`];
        }),
      ),
    );
    expect(slips).toEqual([]);
  });
});
