import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOORS } from '../doors.js';
import type { Example } from './readExamples.js';
import { namesIn, settingOf } from './setting.js';

/** An example as a program. */
export interface Program {
  /** JavaScript that Node runs. */
  file: string;
  /** The compiler's errors, a line for each. */
  errors: string[];
}

/** Compiles examples in one go, each as a module of its own that imports what it names. */
export function compileExamples(examples: readonly Example[], folder: string): Map<Example, Program> {
  mkdirSync(folder, { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const config = {
    extends: resolve('tsconfig.json'),
    // An example may end with a name that nothing uses.
    compilerOptions: { noEmit: false, noUnusedLocals: false, rootDir: '.', outDir: 'out', lib: ['ES2023'] },
    include: ['*.ts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const names = new Map(examples.map((example) => [example, example.name.replace(/\W+/g, '-')] as const));
  for (const [example, name] of names) writeFileSync(join(folder, `${name}.ts`), moduleOf(example));
  const compiler = resolve('node_modules/typescript/bin/tsc');
  const args = [compiler, '--project', folder, '--pretty', 'false'];
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const errors = stdout.split('\n').filter((line) => /error TS/.test(line));
  const of = (name: string) => errors.filter((line) => line.startsWith(`${name}.ts(`));
  const programs = [...names].map(
    ([example, name]) => [example, { file: join(folder, 'out', `${name}.js`), errors: of(name) }] as const,
  );
  const others = errors.filter((line) => !programs.some(([, program]) => program.errors.includes(line)));
  if (others.length > 0 || status === null || (status !== 0 && errors.length === 0)) {
    throw new Error(`Expected to compile the examples, got ${others.join('\n') || stdout || status}`);
  }
  return new Map(programs);
}

/**
 * A page's whole program is left as it is; other examples are in a block, after what they take for granted.
 */
function moduleOf(example: Example): string {
  if (/^import /m.test(example.code)) return example.code;
  const code = checked(example.code);
  const setting = settingOf(example);
  const names = namesIn([...setting, code].join('\n'));
  const known = [...names].filter((name) => DOORS.some((door) => Object.hasOwn(door.names, name)));
  const own = exportsOf(example.file).filter((name) => names.has(name) && !known.includes(name));
  return [
    `import { deepStrictEqual } from 'node:assert/strict';`,
    ...DOORS.map(({ door, names }) => {
      const here = known.filter((name) => Object.hasOwn(names, name));
      return here.length > 0 ? `import { ${here.join(', ')} } from '${door}';` : '';
    }),
    ...(own.length > 0 ? [`import { ${own.join(', ')} } from '${builtFrom(example.file)}';`] : []),
    ...setting,
    '{',
    code,
    '}',
  ].join('\n');
}

/** A line `call(...) // value` says what it comes to, and is held to it. */
function checked(code: string): string {
  return code.replace(/^(\w+\(.*\)) \/\/ ([-\d'"[{].*)$/gm, 'deepStrictEqual($1, $2);');
}

/** What a source exports, for examples of functions that only the library itself uses. */
function exportsOf(file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  return [...readFileSync(file, 'utf8').matchAll(/^export (?:async )?function (\w+)/gm)].map(
    ([, name]) => name,
  );
}

function builtFrom(file: string): string {
  return resolve('lib/dist', file.replace(/^lib\//, '').replace(/\.ts$/, '.js'));
}
