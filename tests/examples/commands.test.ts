import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf } from './readExamples.js';

// Without types of their own.
const { readAlertLevel } = (await import('../../scripts/alertLevel.mjs' as string)) as {
  readAlertLevel(text: string): string | number;
};
const { readParameters } = (await import('../../scripts/notebookParameters.mjs' as string)) as {
  readParameters(notebook: string, given: readonly string[]): object;
};

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const pages = ['.', 'docs', 'lib', 'lib/als', 'lib/original', 'lib/evidence', 'bench', 'data'].flatMap(
  (folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')
      .map((file) => join(folder, file)),
);
const commands = pages.flatMap(commandsOf);
/** Each command on one line, its comment left out, as words. */
const lines = commands.flatMap(({ name, code }) =>
  code
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => ({ name, words: wordsOf(line.replace(/(^|\s)#.*/, '')) }))
    .filter(({ words }) => words.length > 0),
);

describe('the commands in the documentation', () => {
  it('are found', () => {
    expect(commands.length).toBeGreaterThan(5);
    expect(runs().length).toBeGreaterThan(3);
  });

  it.each(pages)('%s names scripts of npm that are there', (page) => {
    const named = [...readFileSync(page, 'utf8').matchAll(/npm (?:run )?([a-z][\w:]*)/g)].map(
      ([, name]) => name,
    );
    const npms = ['pack', 'ci', 'install', 'tells', 'unpacks'];
    expect(named.filter((name) => !Object.hasOwn(scripts, name) && !npms.includes(name))).toEqual([]);
  });

  it.each(pages)('%s names benchmarks that are there', (page) => {
    const named = [...readFileSync(page, 'utf8').matchAll(/npm run bench -- ([a-z]+)/g)].map(
      ([, name]) => name,
    );
    expect(named.filter((name) => !existsSync(join('bench', name, 'bench.mjs')))).toEqual([]);
  });

  it.each(pages)('%s names files that are there', (page) => {
    const text = readFileSync(page, 'utf8');
    const isThere = (file: string) => existsSync(file) || existsSync(join(dirname(page), file));
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to]) => join(dirname(page), to));
    // In the text or a command; what a run makes, or a reader has, stands elsewhere.
    const paths = [
      ...text.matchAll(/(?<![\w/.:*-])(?:bench|data|docs|jupyter|lib|notebooks|scripts|tests)\/[\w./-]*\w/g),
    ];
    const sources = [...text.matchAll(/`((?:\.\.\/)*[\w./-]+\.(?:ts|mjs|cjs|py))`/g)].map(([, path]) => path);
    const below = page.startsWith('lib/')
      ? readdirSync(dirname(page), { recursive: true, encoding: 'utf8' })
      : [];
    const isNamed = (file: string) =>
      isThere(file) ||
      (!file.includes('/') && (below.length === 0 || below.some((path) => basename(path) === file)));
    const missing = [
      ...[...links, ...paths.map(([path]) => path)].filter((path) => !isThere(path)),
      ...sources.filter((file) => !isNamed(file)),
    ];
    expect(missing).toEqual([]);
  });

  it.each(runs())('$name runs $notebook with parameters and options that it has', ({ notebook, args }) => {
    const { parameters, others } = sorted(args);
    expect(() => readParameters(notebook, parameters)).not.toThrow();
    const start = readFileSync('scripts/start.mjs', 'utf8');
    for (const [name, value] of others) {
      expect(start).toContain(`  ${name} `);
      if (name === '--alert-level') expect(() => readAlertLevel(value)).not.toThrow();
    }
  });

  it.each(lines.filter(({ words }) => /^(npx|node)$/.test(words[0])))(
    '$name: $words',
    ({ words: [program, ...args] }) => {
      const file = program === 'npx' ? join('node_modules', '.bin', args[0]) : args[0];
      expect(existsSync(file)).toBe(true);
      for (const path of args.filter((arg) => arg.startsWith('tests/'))) expect(existsSync(path)).toBe(true);
    },
  );
});

/** What `npm start` runs, with what stands behind it. */
function runs() {
  return lines.flatMap(({ name, words }) => {
    const start = words.indexOf('start');
    const [first, ...others] = words.slice(words.indexOf('--') + 1);
    if (start < 1 || !words.includes('--')) return [];
    // Without a notebook only the file of verdicts is named, as notebook 03 calls it.
    return first.startsWith('-')
      ? [{ name, notebook: 'notebooks/03-score-a-new-day.ipynb', args: [first, ...others] }]
      : [{ name, notebook: first, args: others }];
  });
}

/** Parameters apart from options of the command. */
function sorted(args: readonly string[]) {
  const parameters = args.filter((_, n) => args[n - 1] === '-p');
  const others = args.flatMap((arg, n) => (arg.startsWith('--') ? [[arg, args[n + 1]] as const] : []));
  return { parameters, others };
}

/** Words as a shell makes them, variables left as they are. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/["']/g, ''));
}
