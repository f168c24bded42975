import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomalyModel } from '../../lib/original/AccessAnomalyModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { scoresOf } from '../original/accessTable.js';
import { fingerprint, KINDS } from './kinds.js';

/**
 * Every column that a saved file has, as DuckDB would take it for a partition, and what it would take for a
 * glob.
 */
const COLUMNS = [
  'tenant',
  'name',
  'component',
  'vector',
  'user',
  'res',
  'likelihood',
  'spread',
  'of',
  'bucket',
  'part0',
  'source',
  'pair',
  'evidence',
  'v0',
  'filename',
];
const NAMES = [
  // One below the other, as partitions are.
  COLUMNS.map((column) => `${column}=5`).join('/'),
  ...['tenant=other/name=a/user=x/component=1', 'user=__HIVE_DEFAULT_PARTITION__', 'TENANT=other'],
  ...['[ab]*?', '**', '[', ']', '{a,b}', "it's", '~x', '%41', 'file:x', 's3:x', '#x?y=1', 'a b\n', 'name=é'],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'names-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(KINDS)('$name, in a folder of any name', ({ name: kind, fit, load }) => {
  it('loads with the scores that it was saved with, bit for bit', async () => {
    const [model, other] = await fit();
    expect(fingerprint(other)).not.toBe(fingerprint(model));
    for (const name of NAMES) {
      const path = join(folder, kind, name);
      await model.save(path);
      expect(fingerprint(await load(path)), name).toBe(fingerprint(model));
    }
  });
});

describe("SynapseML's model, in a folder of any name", () => {
  const reference = fileURLToPath(new URL('../fixtures/reference/synapseml-model/', import.meta.url));

  it('loads with the same scores', async () => {
    const recorded: string[][] = JSON.parse(readFileSync(join(reference, 'scored.json'), 'utf8'));
    const table = toTable(recorded.map(([tenant, user, res]) => ({ tenant, user, res })));
    const expected = scoresOf((await AccessAnomalyModel.load(join(reference, 'model'))).transform(table));
    for (const name of [
      ...NAMES,
      'user_col=res',
      'output_col=x',
      'has_history_access_df=false',
      'features=1',
    ]) {
      const path = join(folder, 'synapse', name);
      cpSync(join(reference, 'model'), path, { recursive: true });
      expect(scoresOf((await AccessAnomalyModel.load(path)).transform(table)), name).toEqual(expected);
    }
  });
});
