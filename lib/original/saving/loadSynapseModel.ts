import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../../base/checks/checkColumnNames.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { describe } from '../../base/text/describe.js';
import { shownList } from '../../base/text/shownList.js';
import { visibleLine, visibleText } from '../../base/text/visibleText.js';
import { nameFileInErrors } from '../../saving/nameFileInErrors.js';
import { parquetColumns, readParquet } from '../../sql/readParquet.js';
import type { ModelColumns, ModelState } from '../model/ModelState.js';
import { readHistoryTable } from './historyTable.js';
import { entitiesIn, readSide } from './sideTable.js';
import { checkSparkFile } from './spark/checkSparkFile.js';

/** The folder that shows that SynapseML saved a model, and names its columns. */
export const SYNAPSE_METADATA = 'metadata_df';

const USERS = 'user_feature_vector_mapping_df';
const RESOURCES = 'res_feature_vector_mapping_df';

/**
 * Loads a model that SynapseML's `AccessAnomalyModel.save` wrote (1.1.3): folders of Parquet files, written
 * by Spark, of vectors, components and the history. Its scores are the dot products of the same vectors. It
 * doesn't store how it was trained, so nothing can be folded into it. Each file is checked before it is read,
 * by the checksums that Spark wrote (see `checkSparkFile`); a file without any is refused.
 *
 * @throws Error naming the folder that is missing, lacks a column, or holds something else, or the damaged
 *   file
 */
export async function loadSynapseModel(directory: string): Promise<ModelState> {
  const { columns, userVectorCol, resVectorCol, hasHistory } = await readMetadata(directory);
  const { tenantCol, userCol, resCol } = columns;
  const vectors = (folder: string, name: string, vector: string) =>
    readVectors(directory, folder, { tenant: tenantCol, name, vector });
  const components = (folder: string, name: string) => {
    const columns = { tenant: tenantCol, name, component: 'component' };
    return read(directory, folder, columns, 'tenant, name, component::INTEGER AS component');
  };

  const users = await vectors(USERS, userCol, userVectorCol);
  const resources = await vectors(RESOURCES, resCol, resVectorCol);
  if (users.width !== resources.width) {
    throw new Error(
      `Expected ${visibleText(directory)} to hold vectors of one length, got ${users.width} for users and ${resources.width} for resources`,
    );
  }
  const userComponents = await components('user2component_mappings_df', userCol);
  const resComponents = await components('res2component_mappings_df', resCol);
  const history = hasHistory
    ? await read(directory, 'history_access_df', { tenant: tenantCol, user: userCol, res: resCol })
    : null;
  const userNames = entitiesIn([users.table, 'name'], [userComponents, 'name'], [history, 'user']);
  const resNames = entitiesIn([resources.table, 'name'], [resComponents, 'name'], [history, 'res']);
  return {
    columns,
    width: users.width,
    iterations: null,
    userNames,
    resNames,
    users: await nameFileInErrors(join(directory, USERS), () =>
      readSide(userNames, users.width, users.table, userComponents),
    ),
    resources: await nameFileInErrors(join(directory, RESOURCES), () =>
      readSide(resNames, users.width, resources.table, resComponents),
    ),
    history: history && readHistoryTable(history, userNames, resNames),
    training: null,
  };
}

/** Reads vectors of one length, with a column for each of their numbers. */
async function readVectors(
  directory: string,
  folder: string,
  columns: Record<'tenant' | 'name' | 'vector', string>,
) {
  const { vector } = columns;
  const path = join(directory, folder);
  const files = await checkedFiles(path);
  const lengths = await readFiles(path, files, { vector }, 'DISTINCT len(vector) AS length');
  const found: (number | null)[] = Array.from(lengths.getChild('length')!);
  const [width] = found;
  if (found.length !== 1 || width === null || width < 3) {
    throw new Error(
      `Expected ${visibleText(path)} to hold vectors of one length, got ${found.join(', ') || 'none'}`,
    );
  }
  const numbers = Array.from({ length: width }, (_, k) => `vector[${k + 1}] AS v${k}`).join(', ');
  return { width, table: await readFiles(path, files, columns, `tenant, name, ${numbers}`) };
}

interface Metadata {
  columns: ModelColumns;
  userVectorCol: string;
  resVectorCol: string;
  hasHistory: boolean;
}

async function readMetadata(directory: string): Promise<Metadata> {
  const names = ['tenant_col', 'user_col', 'user_vec_col', 'res_col', 'res_vec_col', 'output_col'] as const;
  const table = await read(
    directory,
    SYNAPSE_METADATA,
    Object.fromEntries([...names, 'has_history_access_df'].map((name) => [name, name])),
  );
  const path = join(directory, SYNAPSE_METADATA);
  if (table.numRows !== 1) {
    throw new Error(`Expected ${visibleText(path)} to hold one row, got ${table.numRows}`);
  }
  const value = <T>(name: string): T => table.getChild(name)!.get(0);
  const texts = Object.fromEntries(names.map((name) => [name, value<string>(name)])) as Record<
    (typeof names)[number],
    string
  >;
  const hasHistory = value<unknown>('has_history_access_df');
  try {
    checkColumnNames(texts, ['tenant_col', 'user_col', 'res_col', 'output_col']);
    checkColumnNames(texts, ['tenant_col', 'user_col', 'user_vec_col']);
    checkColumnNames(texts, ['tenant_col', 'res_col', 'res_vec_col']);
    if (typeof hasHistory !== 'boolean') {
      throw new Error(`Expected has_history_access_df to be true or false, got ${hasHistory}`);
    }
  } catch (error) {
    throw notAsSaved(path, error);
  }
  return {
    columns: {
      tenantCol: texts.tenant_col,
      userCol: texts.user_col,
      resCol: texts.res_col,
      outputCol: texts.output_col,
    },
    userVectorCol: texts.user_vec_col,
    resVectorCol: texts.res_vec_col,
    hasHistory,
  };
}

/** DuckDB's types of the columns that aren't names. */
const TYPES = new Map([
  ['vector', /^(DOUBLE|FLOAT)\[\]$/],
  ['component', /^(TINY|SMALL|BIG)?INT(EGER)?$/],
]);

/**
 * Reads one of the model's folders.
 *
 * @param columns the files' columns, by the names that `select` uses
 */
async function read(
  directory: string,
  folder: string,
  columns: Readonly<Record<string, string>>,
  select = '*',
): Promise<Table> {
  const path = join(directory, folder);
  return readFiles(path, await checkedFiles(path), columns, select);
}

/** The Parquet files of a folder, once each is checked. */
async function checkedFiles(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => [] as string[]);
  const files = names
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .map((name) => join(path, name));
  if (files.length === 0) throw new Error(`Expected Parquet files in ${visibleText(path)}, got none`);
  for (const file of files) await checkSparkFile(file);
  return files;
}

/** @param path the folder's path, for errors */
async function readFiles(
  path: string,
  files: readonly string[],
  columns: Readonly<Record<string, string>>,
  select: string,
): Promise<Table> {
  const readAll = async (some: readonly string[]) => {
    expectColumns(await parquetColumns(some), Object.entries(columns));
    return await readParquet(some, select, columns);
  };
  try {
    return await readAll(files);
  } catch (error) {
    // The error names the first file that can't be read by itself.
    for (const file of files) {
      await readAll([file]).catch((own) => {
        hostSignal()?.throwIfAborted();
        throw notAsSaved(file, own);
      });
    }
    hostSignal()?.throwIfAborted();
    throw notAsSaved(path, error);
  }
}

/** DuckDB also accepts columns that no file holds, such as `filename`. */
function expectColumns(types: Map<string, string>, columns: [string, string][]): void {
  const typeOf = new Map(Array.from(types, ([name, type]) => [name.toLowerCase(), type]));
  for (const [name, column] of columns) {
    const type = typeOf.get(column.toLowerCase());
    if (type === undefined) {
      throw new Error(`a column ${describe(column)} missing among ${shownList([...types.keys()])}`);
    }
    if (!(TYPES.get(name)?.test(type) ?? true)) {
      throw new Error(`column ${describe(column)} of type ${visibleText(type)}`);
    }
  }
}

function notAsSaved(path: string, error: unknown): Error {
  const { message } = error as Error;
  const [found] = message.split('\n', 1);
  return new Error(`Expected ${visibleText(path)} as SynapseML saves it, got ${visibleLine(found)}`, {
    cause: error,
  });
}
