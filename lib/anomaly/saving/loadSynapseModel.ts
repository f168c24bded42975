import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { readParquet } from '../../data/files/readParquet.js';
import type { ColumnNames, ModelState } from '../ModelState.js';
import { readHistory } from './historyTable.js';
import { entitiesOf, readSide } from './sideTable.js';

/** The folder that says that a model was saved by SynapseML, and of which columns. */
export const SYNAPSE_METADATA = 'metadata_df';

/**
 * Loads a model that SynapseML's `AccessAnomalyModel.save` wrote (1.1.3): folders of Parquet files, as Spark writes
 * them, of vectors, components and the history, under the names of the columns. Its scores are the dot products of the
 * same vectors. It doesn't say how it was trained, so that nothing can be folded into it.
 *
 * @throws Error naming the folder that is missing, or lacks a column
 */
export async function loadSynapseModel(directory: string): Promise<ModelState> {
  const { columns, userVectorCol, resVectorCol, hasHistory } = await readMetadata(directory);
  const { tenantCol, userCol, resCol } = columns;
  const names = (nameCol: string) => `${quoted(tenantCol)} AS tenant, ${quoted(nameCol)} AS name`;
  const vectors = async (folder: string, nameCol: string, vectorCol: string) => {
    const vector = quoted(vectorCol);
    const lengths = await read(directory, folder, `DISTINCT len(${vector}) AS length`);
    const width: number | undefined = lengths.getChild('length')!.get(0) ?? undefined;
    if (lengths.numRows !== 1 || width === undefined || width < 3) {
      const got = Array.from(lengths.getChild('length')!).join(', ');
      throw new Error(
        `Expected ${join(directory, folder)} to hold vectors of one length, got ${got || 'none'}`,
      );
    }
    const numbers = Array.from({ length: width }, (_, k) => `${vector}[${k + 1}] AS v${k}`);
    return { width, table: await read(directory, folder, [names(nameCol), ...numbers].join(', ')) };
  };
  const components = (folder: string, nameCol: string) =>
    read(directory, folder, `${names(nameCol)}, component`);

  const users = await vectors('user_feature_vector_mapping_df', userCol, userVectorCol);
  const resources = await vectors('res_feature_vector_mapping_df', resCol, resVectorCol);
  if (users.width !== resources.width) {
    throw new Error(
      `Expected ${directory} to hold vectors of one length, got ${users.width} for users and ${resources.width} for resources`,
    );
  }
  const userComponents = await components('user2component_mappings_df', userCol);
  const resComponents = await components('res2component_mappings_df', resCol);
  const history = hasHistory
    ? await read(
        directory,
        'history_access_df',
        `${quoted(tenantCol)} AS tenant, ${quoted(userCol)} AS "user", ${quoted(resCol)} AS res`,
      )
    : null;
  const userNames = entitiesOf(
    [users.table, 'name'],
    [userComponents, 'name'],
    ...(history ? [[history, 'user'] as [Table, string]] : []),
  );
  const resNames = entitiesOf(
    [resources.table, 'name'],
    [resComponents, 'name'],
    ...(history ? [[history, 'res'] as [Table, string]] : []),
  );
  return {
    columns,
    width: users.width,
    iterations: null,
    userNames,
    resNames,
    users: readSide(userNames, users.width, users.table, userComponents),
    resources: readSide(resNames, users.width, resources.table, resComponents),
    history: history && readHistory(history, userNames, resNames),
    training: null,
  };
}

interface Metadata {
  columns: ColumnNames;
  userVectorCol: string;
  resVectorCol: string;
  hasHistory: boolean;
}

async function readMetadata(directory: string): Promise<Metadata> {
  const table = await read(
    directory,
    SYNAPSE_METADATA,
    'tenant_col, user_col, user_vec_col, res_col, res_vec_col, output_col, has_history_access_df',
  );
  if (table.numRows !== 1) {
    throw new Error(`Expected ${join(directory, SYNAPSE_METADATA)} to hold one row, got ${table.numRows}`);
  }
  const value = <T>(name: string): T => table.getChild(name)!.get(0);
  return {
    columns: {
      tenantCol: value('tenant_col'),
      userCol: value('user_col'),
      resCol: value('res_col'),
      outputCol: value('output_col'),
    },
    userVectorCol: value('user_vec_col'),
    resVectorCol: value('res_vec_col'),
    hasHistory: value('has_history_access_df'),
  };
}

/** Reads the Parquet files of one of the model's folders. */
async function read(directory: string, folder: string, select: string): Promise<Table> {
  const path = join(directory, folder);
  const names = await readdir(path).catch(() => [] as string[]);
  const files = names.filter((name) => name.endsWith('.parquet')).sort();
  if (files.length === 0) throw new Error(`Expected Parquet files in ${path}, got none`);
  try {
    return await readParquet(
      files.map((name) => join(path, name)),
      select,
    );
  } catch (error) {
    throw new Error(`Expected ${path} as SynapseML saves it, got ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
