import type { Table } from 'apache-arrow';
import { expectText } from '../base/checks/expect.js';
import { shareWork } from '../base/signals/shareWork.js';
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

/** What a query can speak of: tables by their names, and values as `:name`. */
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

/** A connection to a Spark Connect server, with a session of its own. */
export class Spark {
  /** The server's version of Spark, such as '4.1.4'. */
  readonly version: string;
  readonly #session: Session;

  /** Not for users: see `connectSpark`. */
  constructor(session: Session, version: string) {
    this.#session = session;
    this.version = version;
  }

  /**
   * A query of Spark's SQL as a table, executed where its rows are asked for. Nothing is pasted into the text.
   *
   * @param params values, which the text names `:name`, and tables, which it names as they are
   * @throws TypeError or RangeError naming what can't be a parameter
   */
  sql(text: string, params: SparkParams = {}): SparkTable {
    expectText('the query', text);
    const tables: Record<string, SparkTable> = {};
    const values: Record<string, SparkScalar> = {};
    for (const [name, value] of Object.entries(params)) {
      if (!(value instanceof SparkTable)) values[name] = value;
      else if (value.session === this.#session) tables[name] = value;
      else throw new RangeError(`Expected ${name} to be a table of this connection, got one of another`);
    }
    return this.#table(queryOver(text, tables, values));
  }

  /** Ways to read files that the server reaches. */
  get read() {
    return {
      /** @param path a file, a folder or a glob, on the server or in what it has mounted (`s3a://`, `hdfs://`) */
      parquet: (path: string): SparkTable => {
        expectServerPath('path', path);
        return this.#table(async () => parquetAt(path));
      },
      /**
       * A model that `AccessAnomaly.fit` kept on the server.
       *
       * @param path the folder, fit's `modelPath`
       * @throws RangeError where there is no model; Error where it is of a newer form; SparkError
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
   * An Arrow table of this process as one of Spark's: up to 1 MB it goes with each request, larger ones are sent once, and kept
   * by the session.
   *
   * @throws TypeError if it is not an Arrow table
   */
  upload(table: Table): SparkTable {
    checkTable(table);
    const relation = shareWork((signal) => uploadTable(this.#session, table, signal));
    return this.#table(({ signal }) => relation({ signal }));
  }

  /** Ends the session: the server forgets its tables and models, and stops what is under way. */
  close(): Promise<void> {
    return this.#session.close();
  }

  #table(relation: MakePlan): SparkTable {
    return new SparkTable(this.#session, relation, MODELS);
  }
}
