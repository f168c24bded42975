import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import { withConnection } from '../../../lib/sql/withConnection.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { sideOf } from '../../saving/sideOf.js';
import { accessTable, scoresOf } from '../accessTable.js';

const reference = fileURLToPath(new URL('../../fixtures/reference/synapseml-model/', import.meta.url));
const recorded: [tenant: string, user: string, res: string, score: number | string | null][] = JSON.parse(
  readFileSync(join(reference, 'scored.json'), 'utf8'),
);
const table = toTable(recorded.map(([tenant, user, res]) => ({ tenant, user, res })));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synapse-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let numCopies = 0;
function copy(): string {
  const path = join(folder, String(numCopies++));
  cpSync(join(reference, 'model'), path, { recursive: true });
  return path;
}

describe('a model saved by SynapseML', () => {
  it('scores as it did there: null, Infinity, 0 and plain scores', async () => {
    const model = await AccessAnomalyModel.load(join(reference, 'model'));
    const scores = scoresOf(model.transform(table));
    let largest = 0;
    recorded.forEach(([, , , expected], row) => {
      if (typeof expected !== 'number') {
        expect(scores[row]).toBe(expected === null ? null : Number.POSITIVE_INFINITY);
      } else {
        largest = Math.max(largest, Math.abs(scores[row]! - expected));
      }
    });
    expect(recorded.filter(([, , , score]) => score === 0).length).toBeGreaterThan(10);
    // Sums of the same eight products, in another order.
    expect(largest).toBeLessThan(1e-13);
    expect(model).toMatchObject({ rank: 6, iterations: null, span: null, numUsers: 22, numResources: 105 });
  });

  it('can be saved here, and then gives the same bits', async () => {
    const model = await AccessAnomalyModel.load(join(reference, 'model'));
    const path = join(folder, 'ours');
    await model.save(path);
    expect(scoresOf((await AccessAnomalyModel.load(path)).transform(table))).toEqual(
      scoresOf(model.transform(table)),
    );
  });

  it('is a warm start, but takes no newcomers: it does not keep the parameters of its fit', async () => {
    const model = await AccessAnomalyModel.load(join(reference, 'model'));
    await expect(model.foldIn(accessTable('t0 new hr_res_1'))).rejects.toThrow(
      "Expected a model that was fitted here to fold accesses into, got one of SynapseML's",
    );
    const some = accessTable('t0 hr_user_1 hr_res_1', 't0 hr_user_2 hr_res_1', 't0 hr_user_2 hr_res_2');
    const next = await new AccessAnomaly({ rankParam: 6, maxIter: 1 }).fit(some, { warmStart: model });
    expect(next.numUsers).toBe(2);
  });

  it.each([
    'metadata_df',
    'user_feature_vector_mapping_df',
    'res2component_mappings_df',
    'history_access_df',
  ])('is refused without %s', async (part) => {
    const path = copy();
    for (const name of readdirSync(join(path, part))) rmSync(join(path, part, name));
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected Parquet files in ${join(path, part)}, got none`,
    );
  });

  it('is refused where a file is damaged, by name', async () => {
    const path = copy();
    const part = join(path, 'res_feature_vector_mapping_df');
    const file = join(part, readdirSync(part).find((name) => name.endsWith('.parquet'))!);
    writeFileSync(file, readFileSync(file).subarray(0, 500));
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected ${file} as it was saved, got: no whole Parquet file`,
    );
  });

  it('is refused where nothing vouches for a file, by name, with what to do', async () => {
    const path = copy();
    const part = join(path, 'user_feature_vector_mapping_df');
    const file = await rewrite(part, '*');
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected ${file} as it was saved, got: no schema of Spark: save the model by Spark's defaults, or copy it with its .crc files`,
    );
  });

  it('is refused with the .crc file of another', async () => {
    const path = copy();
    const part = join(path, 'user_feature_vector_mapping_df');
    const file = await rewrite(part, '*');
    writeFileSync(join(part, '.part-0.parquet.crc'), sideOf(Buffer.alloc(10)));
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected ${file} as it was saved, got: a .crc file beside it that is damaged, or of another file`,
    );
  });

  it.each<[string, string, string, string]>([
    [
      'one column for two',
      'metadata_df',
      "* REPLACE ('tenant' AS user_col, 'tenant' AS tenant_col)",
      'Expected tenant_col and user_col to name different columns',
    ],
    [
      'a column that is none of the file',
      'metadata_df',
      "* REPLACE ('filename' AS user_col)",
      'a column "filename" missing among',
    ],
    [
      'no word on its history',
      'metadata_df',
      '* REPLACE (NULL::BOOLEAN AS has_history_access_df)',
      'Expected has_history_access_df to be true or false, got null',
    ],
    [
      'a number that is none',
      'user_feature_vector_mapping_df',
      "* REPLACE (list_prepend('nan'::DOUBLE, user_vector[2:]) AS user_vector)",
      'Expected a vector of finite numbers for ',
    ],
    [
      'no number',
      'user_feature_vector_mapping_df',
      '* REPLACE (list_prepend(NULL::DOUBLE, user_vector[2:]) AS user_vector)',
      'Expected a vector of finite numbers for ',
    ],
    [
      'somebody twice',
      'user_feature_vector_mapping_df',
      '* REPLACE (\'hr_user_1\' AS "user")',
      'Expected one vector for "hr_user_1", got two',
    ],
    [
      'components of text',
      'user2component_mappings_df',
      "* REPLACE ('one' AS component)",
      'column "component" of type VARCHAR',
    ],
  ])('is refused with %s, by name', async (_, part, select, message) => {
    const path = copy();
    const file = await rewrite(join(path, part), select);
    writeFileSync(join(path, part, '.part-0.parquet.crc'), sideOf(readFileSync(file)));
    const refused = AccessAnomalyModel.load(path);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow(path);
  });
});

/** Replaces the files of a folder by one that is queried from them, without any checksum. */
async function rewrite(folder: string, select: string): Promise<string> {
  await withConnection(async (connection) => {
    await connection.run(
      `CREATE TEMP TABLE rows AS SELECT ${select} FROM read_parquet('${folder}/*.parquet')`,
    );
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await connection.run(`COPY temp.rows TO '${folder}/part-0.parquet' (FORMAT parquet)`);
  });
  return join(folder, 'part-0.parquet');
}
