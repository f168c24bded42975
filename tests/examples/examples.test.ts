import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compileExamples, type Program } from './compileExamples.js';
import { docExamplesOf, type Example, fencesOf } from './readExamples.js';
import { type Endings, runExamples } from './runExamples.js';
import { writeFiles } from './setting.js';

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => !/\/(dist|node_modules|kernel)\//.test(file));
const folders = [...filesOf('docs'), ...filesOf('lib')];
const pages = ['README.md', 'CONTRIBUTING.md', ...folders.filter((file) => file.endsWith('.md'))];
const sources = folders.filter((file) => file.endsWith('.ts'));
const examples = [...pages.flatMap(fencesOf), ...sources.flatMap(docExamplesOf)];
const run = examples.filter(({ notRun }) => notRun === null);
const compiledAlone = examples.filter(({ notRun }) => notRun !== null);

/** The pages that a newcomer reads first. */
const MAIN =
  `AccessAnomaly AccessEvidence DataFactory accessMap accessSankey alertsAtRate compareRankers withoutEmpty
  inspectLog learnDay makeTest optionsFor progress readAccess readEvents readVerdicts show showLog sql summarize
  toDataFrame selectForLearning toTable trainAls triage writeAlerts`.split(/\s+/);

let folder: string;
let programs: Map<Example, Program>;
let endings: Endings;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'examples-'));
  const files = join(folder, 'files');
  writeFiles(files);
  programs = compileExamples(examples, join(folder, 'programs'));
  const programsOf = (some: readonly Example[]) => some.map((example) => programs.get(example)!.file);
  // A page's is a whole program, and gets a process of its own.
  const pagesAlone = run.filter(({ file }) => file.endsWith('.md')).map((example) => [example]);
  const all = [...pagesAlone, run.filter(({ file }) => file.endsWith('.ts'))];
  endings = new Map();
  for (const [n, some] of all.entries()) {
    const ended = await runExamples(programsOf(some), files, join(folder, `run-${n}`));
    for (const [program, error] of ended) endings.set(program, error);
  }
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the examples', () => {
  it('are found', () => {
    expect(examples.length).toBeGreaterThan(35);
    expect(pages.filter((page) => fencesOf(page).length > 0)).toEqual(
      expect.arrayContaining(['README.md', 'docs/alerts.md', 'lib/README.md']),
    );
    const marks = sources.flatMap((file) => readFileSync(file, 'utf8').match(/@example/g) ?? []);
    expect(examples.filter(({ file }) => file.endsWith('.ts'))).toHaveLength(marks.length);
  });

  it('are run, except for those that need a service', () => {
    expect(compiledAlone.map(({ file, notRun }) => `${file} ${notRun}`)).toEqual([
      'docs/alerts.md needs Azure',
      'docs/spark.md needs a Spark Connect server',
      'docs/spark.md needs a Spark Connect server, too',
      'docs/spark.md needs Spark, which is 456 MB',
    ]);
  });

  it.each(compiledAlone)('$name compiles; it $notRun to run', (example) => {
    expect(programs.get(example)!.errors).toEqual([]);
  });

  it.each(run)('$name compiles, and ends without an error', (example) => {
    const { errors, file } = programs.get(example)!;
    expect(errors).toEqual([]);
    expect(endings.get(file)).toBe(null);
  });

  it.each(MAIN)('%s has one', (name) => {
    const declaration = new RegExp(`^export (?:async )?(?:class|function) ${name}\\b`, 'm');
    const files = sources.filter((file) => declaration.test(readFileSync(file, 'utf8')));
    expect(files.flatMap(docExamplesOf)).not.toEqual([]);
  });
});
