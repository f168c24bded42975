import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Example, fenceOf } from './readExamples.js';

/** The names that examples take for granted. */
const SETTING: Record<string, string> = {
  accesses: `const accesses = (await readAccess('january.csv.gz', { user: 'account', res: 'share', count: 'n' })).table;`,
  training: 'const training = accesses;',
  today: `const today = (await readAccess('february-1.csv.gz', { user: 'account', res: 'share', count: 'n' })).table;`,
  report: `const { report } = await readAccess('february-1.csv.gz', { user: 'account', res: 'share', count: 'n' });`,
  evidence: 'const evidence = await new AccessEvidence().fit(accesses);',
  model: 'const model = evidence;',
  alerts: 'const alerts = triage(today, { model: evidence, budget: 5 });',
  verdicts: `const verdicts = await readVerdicts('verdicts.csv');`,
  endpoint: `const endpoint = 'https://alerts.westeurope.ingest.monitor.azure.com';`,
  ruleId: `const ruleId = 'dcr-0123456789abcdef0123456789abcdef';`,
  streamName: `const streamName = 'Custom-AccessAnomaly_CL';`,
};

/** Another model is meant where the original's is explained. */
const FACTORS = 'const model = await new AccessAnomaly().fit(accesses);';

/** The lines that an example's names need before it, each after those that it needs itself. */
export function settingOf({ file, code }: Pick<Example, 'file' | 'code'>): string[] {
  const lines: string[] = [];
  const add = (text: string) => {
    for (const name of namesIn(text)) {
      const line = name === 'model' && file.startsWith('lib/original/') ? FACTORS : SETTING[name];
      if (!Object.hasOwn(SETTING, name) || lines.includes(line) || line === text) continue;
      add(line);
      lines.push(line);
    }
  };
  add(code);
  return lines;
}

/** The names that a piece of code uses and doesn't declare. */
export function namesIn(code: string): Set<string> {
  const plain = code.replace(/\/\/.*|'[^']*'/g, '');
  const declared = [...plain.matchAll(/(?:const|let) (?:\{([^}]*)\}|(\w+)) =/g)].flatMap(([, many, one]) =>
    (many ?? one).split(',').map((name) => name.split(':').at(-1)!.trim()),
  );
  const used = [...plain.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*(?!\w|\s*:)/g)].map(([name]) => name);
  return new Set(used.filter((name) => !declared.includes(name)));
}

/** As docs/profiles.md has it. */
const WIKI = ['ada', 'ben', 'cleo'].map((name, n) => ({
  ...{
    at: `2026-03-01T08:0${n}:00Z`,
    login: `${name}@example.com`,
    action: 'view',
    page: '/hr/pay',
    code: 200,
  },
}));

/**
 * The files that examples name, of real data: of a month, and of a day with the attack in it. The times are
 * made up.
 */
export function writeFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const [, ...rows] = gunzipSync(readFileSync('data/lanl-2015-redteam.csv.gz')).toString().trim().split('\n');
  const log = (kept: (label: string, n: number) => boolean, timeOf: (n: number) => string) => {
    const lines = rows
      .map((row) => row.split(','))
      .filter(([, , , , label], n) => kept(label, n))
      .map(([, user, res, count], n) => `${user},${res},${count},${timeOf(n)}`);
    return gzipSync(`account,share,n,at\n${lines.join('\n')}\n`);
  };
  const two = (number: number) => String(number).padStart(2, '0');
  const january = log(
    (label) => label === '0',
    (n) => `2026-01-${two(1 + (n % 31))}T${two(n % 24)}:30:00Z`,
  );
  const february1 = log(
    (label, n) => label === '1' || n % 10 === 0,
    (n) => `2026-02-01T${two(n % 24)}:${two(n % 60)}:00Z`,
  );
  writeFileSync(join(folder, 'january.csv.gz'), january);
  writeFileSync(join(folder, 'february-1.csv.gz'), february1);
  writeFileSync(join(folder, 'verdicts.csv'), fenceOf('docs/every-morning.md', 'csv'));
  writeFileSync(join(folder, 'new-verdicts.csv'), 'tenant,user,res,verdict\ndefault,U42,*,benign\n');
  writeFileSync(join(folder, 'watchlist.csv'), 'user,res,label\nU1,,privileged\n');
  cpSync('tests/fixtures/logs/cloudtrail', join(folder, 'AWSLogs'), { recursive: true });
  cpSync('tests/fixtures/logs/profiles/wiki.profile.json', join(folder, 'wiki.profile.json'));
  writeFileSync(join(folder, 'wiki.jsonl'), WIKI.map((event) => `${JSON.stringify(event)}\n`).join(''));
}
