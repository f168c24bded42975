import { readFileSync } from 'node:fs';

/** A piece of TypeScript in the documentation. */
export interface Example {
  /** `lib/sql/sql.ts:34`, where it begins. */
  name: string;
  file: string;
  code: string;
  /** Why it is compiled alone: what stands behind `no-run` in the head of its fence. */
  notRun: string | null;
}

/** A piece of a shell's input in the documentation. */
export type Command = Pick<Example, 'name' | 'file' | 'code'>;

/** The fences of TypeScript, and of JavaScript, of a page. */
export function fencesOf(file: string): Example[] {
  return fences(file)
    .filter(({ language }) => /^(ts|js)$/.test(language))
    .map(({ info, ...example }) => ({ ...example, notRun: /^no-run\s+(.+)$/.exec(info)?.[1] ?? null }));
}

/** The fences of a page that a shell runs. */
export function commandsOf(file: string): Command[] {
  return fences(file).filter(({ language }) => language === 'sh');
}

/** The content of a page's only fence of some language. */
export function fenceOf(file: string, language: string): string {
  return fences(file).find((fence) => fence.language === language)!.code;
}

function fences(file: string) {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^```(\w+) *(.*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language, 2: info, 3: code, index }) => {
      return { name: nameOf(file, text, index), file, language, info, code };
    },
  );
}

/** The `@example`s of a source's comments. */
export function docExamplesOf(file: string): Example[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/@example\n((?:[ ]*\* .*\n)+)/g)].map(({ 1: lines, index }) => {
    const code = lines.replace(/^ *\* /gm, '').replace(/^@[\s\S]*/m, '');
    return { name: nameOf(file, text, index), file, code, notRun: null };
  });
}

function nameOf(file: string, text: string, index: number): string {
  return `${file}:${text.slice(0, index).split('\n').length}`;
}
