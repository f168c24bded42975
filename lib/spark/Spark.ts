import type { Table } from 'apache-arrow';
import { expectText } from '../base/checks/expect.js';
import { shareWork } from '../base/signals/shareWork.js';
import { visibleText } from '../base/text/visibleText.js';
import { checkTable } from '../tables/isTable.js';
import { expectServerPath } from './client/expectServerPath.js';
import type { SparkScalar } from './client/literal.js';
import { type MakePlan, parquetAt, queryOver, relationOf } from './client/relation.js';
import type { Session } from './client/Session.js';
import { type SparkModels, SparkTable } from './client/SparkTable.js';
import { uploadTable } from './client/uploadTable.js';
import { fitIntoFolder } from './fit/fitIntoFolder.js';
import { fitOnSpark } from './fit/fitOnSpark.js';
import { loadAnomalyModel, type SparkAnomalyModel } from './score/SparkAnomalyModel.js';
import { scoreOnSpark } from './score/scoreOnSpark.js';
import { weighOnSpark } from './score/weighOnSpark.js';

/** The parameters of a query, by their names in it: tables, and values, which the query names `:name`. */
export type SparkParams = Readonly<Record<string, SparkScalar | SparkTable>>;

const MODELS: SparkModels = {
  fit: fitOnSpark,
  async fitInto(table, fit, modelPath) {
    await fitIntoFolder(table, fit, modelPath);
    return loadAnomalyModel(modelPath, (path) => table.derive(async () => parquetAt(path)));
  },
  score: scoreOnSpark,
  weigh: weighOnSpark,
};

/** A session of a Spark Connect server. */
export class Spark {
  /** The server's version of Spark, such as '4.1.4'. */
  readonly version: string;
  readonly #session: Session;

  /** @internal For users, `connectSpark` makes one. */
  constructor(session: Session, version: string) {
    this.#session = session;
    this.version = version;
  }

  /**
   * A query in Spark's SQL as a table, which is executed when its rows are needed. Parameters are never
   * pasted into the text.
   *
   * @throws TypeError or RangeError naming a value that can't be a parameter
   */
  sql(text: string, params: SparkParams = {}): SparkTable {
    expectText('the query', text);
    const tables: Record<string, SparkTable> = {};
    const values: Record<string, SparkScalar> = {};
    for (const [name, value] of Object.entries(params)) {
      if (!(value instanceof SparkTable)) values[name] = value;
      else if (value.session === this.#session) tables[name] = value;
      else
        throw new RangeError(
          `Expected ${visibleText(name)} to be a table of this connection, got one of another`,
        );
    }
    return this.#table(queryOver(text, tables, values));
  }

  /** Reads files that the server reaches. */
  get read() {
    return {
      /** @param path a file, folder or glob, on the server or in its storage (`s3a://`, `hdfs://`) */
      parquet: (path: string): SparkTable => {
        expectServerPath('path', path);
        return this.#table(async () => parquetAt(path));
      },
      /**
       * A model that `AccessAnomaly.fit` kept on the server.
       *
       * @param path its `modelPath`
       * @throws RangeError if there is no model; Error if a newer version wrote it; SparkError
       */
      anomalyModel: (path: string): Promise<SparkAnomalyModel> => {
        expectServerPath('path', path);
        return loadAnomalyModel(path, (part) => this.#table(async () => parquetAt(part)));
      },
    };
  }

  /** A table or view of the server's catalog. */
  table(name: string): SparkTable {
    expectText('name', name);
    return this.#table(async () =>
      relationOf({
        case: 'read',
        value: { readType: { case: 'namedTable', value: { unparsedIdentifier: name } } },
      }),
    );
  }

  /**
   * An Arrow table of this process as a table on Spark. A table of up to 1 MB is sent with each request; a
   * larger one is sent once, and the session keeps it.
   *
   * @throws TypeError if it is not an Arrow table
   */
  upload(table: Table): SparkTable {
    checkTable(table);
    const relation = shareWork((signal) => uploadTable(this.#session, table, signal));
    return this.#table(({ signal }) => relation({ signal }));
  }

  /** Ends the session: the server stops its jobs, and forgets its tables and models. */
  close(): Promise<void> {
    return this.#session.close();
  }

  #table(relation: MakePlan): SparkTable {
    return new SparkTable(this.#session, relation, MODELS);
  }
}
