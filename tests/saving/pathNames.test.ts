import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { withLedger } from '../../lib/sinks/ledger/withLedger.js';
import { writeAlerts } from '../../lib/sinks/writeAlerts.js';
import { readParquet } from '../../lib/sql/readParquet.js';
import { writeParquet } from '../../lib/sql/writeParquet.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';
import { fingerprint, WITH_WAITING } from './kinds.js';

/** Names that some reader takes for a pattern, a home folder, a service, an option, or the end of a text. */
const NAMES = [
  ...['m*', 'm?', '[ab]', '{a,b}', '**'],
  ...['it\'s "q"', ' a\nb ', '-x $HOME;m%#&é'],
  ...['~x', 'file:x', 'a\\b=5'],
];
/** What the patterns among them match. */
const NEIGHBOURS = ['m1', 'ma', 'mb', 'a', 'b', 'x'];

const before = process.cwd();
let folder: string;
let model: AccessEvidenceModel;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paths-'));
  // So that a path is a name alone, with nothing before it.
  process.chdir(folder);
  const [one, other] = await WITH_WAITING.fit();
  model = one as AccessEvidenceModel;
  const more = (other as AccessEvidenceModel).withWaiting({
    heldBack: toTable(['a', 'b'].map((user) => ({ tenant: 't', user, res: 'other', day: '2026-11-29' }))),
  });
  for (const name of NEIGHBOURS) await more.save(name);
});
afterAll(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true });
});

/** A folder of that name, among those that it matches. */
function placeFor(name: string, kind: string): string {
  for (const each of [...NEIGHBOURS, name]) mkdirSync(join(kind, each), { recursive: true });
  return join(kind, name);
}

describe.each(NAMES)('what is called %j', (name) => {
  it('is the folder of a model, with what waits in it', async () => {
    await model.save(name);
    const loaded = (await WITH_WAITING.load(name)) as AccessEvidenceModel;
    expect(fingerprint(loaded)).toBe(fingerprint(model));
    expect(rowsOf(loaded.heldBack!)).toEqual(rowsOf(model.heldBack!));
    expect(rowsOf(loaded.incidents!)).toEqual(rowsOf(model.incidents!));
    // Only an older model's own files are removed.
    await model.save(name);
    expect(readdirSync(name).filter((file) => file.startsWith('held-back-'))).toHaveLength(1);
    expect(rowsOf(((await WITH_WAITING.load('ma')) as AccessEvidenceModel).heldBack!)).toHaveLength(2);
  });

  it('is a Parquet file, and the folder of one', async () => {
    for (const file of [`${name}.pq`, `${placeFor(name, 'parquet')}/a.pq`, `${name}/a.pq`]) {
      mkdirSync(name, { recursive: true });
      for (const [n, each] of [file, ...NEIGHBOURS.map((other) => file.replace(name, other))].entries()) {
        await writeParquet(each, toTable([{ n }]), '*');
        expect(existsSync(each), each).toBe(true);
      }
      expect(rowsOf(await readParquet([file], '*'))).toEqual([{ n: 0 }]);
    }
    rmSync(join(name, 'a.pq'));
    for (const each of NEIGHBOURS) rmSync(join(each, 'a.pq'));
  });

  it('is the folder of alerts, and begins their names', async () => {
    const alerts = toTable([{ user: 'ann', severity: 3 }]);
    mkdirSync(`alerts/${name}`, { recursive: true });
    mkdirSync(`to-${name}`, { recursive: true });
    for (const file of [`alerts/${name}/a`, `alerts/${name}`, `to-${name}/a`]) {
      for (const extension of ['csv', 'jsonl', 'parquet']) {
        await writeAlerts(alerts, { path: `${file}.${extension}` });
        expect(existsSync(`${file}.${extension}`)).toBe(true);
      }
    }
    if (name.startsWith('~')) {
      mkdirSync(name, { recursive: true });
      await writeAlerts(alerts, { path: `${name}/a.parquet` });
      expect(existsSync(`${name}/a.parquet`)).toBe(true);
      rmSync(`${name}/a.parquet`);
    }
  });

  it('is a log by exactly that name, before it is a pattern', async () => {
    const columns = { user: 'user', res: 'res' };
    for (const extension of ['csv', 'jsonl', 'parquet']) {
      const write = async (file: string, user: string) => {
        const row = { user, res: 'r' };
        if (extension === 'parquet') await writeParquet(file, toTable([row]), '*');
        else if (extension === 'csv') writeFileSync(file, `user,res\n${user},r\n`);
        else writeFileSync(file, `${JSON.stringify(row)}\n`);
      };
      const place = placeFor(name, `logs-${extension}`);
      for (const each of NEIGHBOURS) {
        await write(`${each}.${extension}`, 'other');
        await write(`logs-${extension}/${each}/f.${extension}`, 'other');
      }
      await write(`${name}.${extension}`, 'mine');
      await write(`${place}/f.${extension}`, 'mine');
      for (const source of [`${name}.${extension}`, place, `${place}/f.${extension}`]) {
        const { table } = await readAccess(source, columns);
        expect([source, ...table.getChild('user')!]).toEqual([source, 'mine']);
      }
    }
  });

  it('is a ledger, and the folder of one, or is refused by name', async () => {
    for (const file of [`${name}.duckdb`, `${placeFor(name, 'ledgers')}/a.duckdb`]) {
      if (file.includes('?')) {
        await expect(withLedger(file, {}, async () => 1)).rejects.toThrow(
          `Expected a ledger without ? in its path, got ${join(folder, file)}`,
        );
        continue;
      }
      await withLedger(file, {}, (ledger) => ledger.add('t', ['1']));
      expect(existsSync(file)).toBe(true);
      expect(await withLedger(file, {}, (ledger) => ledger.among('t', ['1', '2']))).toEqual(new Set(['1']));
    }
  });
});
