import { type Field, RecordBatchReader, Table } from 'apache-arrow';
import { counted } from '../../base/text/counted.js';
import { describe } from '../../base/text/describe.js';
import type { ExecutePlanResponse, ExecutePlanResponse_ArrowBatch } from '../generated/base_pb.js';
import type { DataType } from '../generated/types_pb.js';
import { checkArrow } from './checkArrow.js';
import { isDeclared } from './isDeclared.js';
import { typeName } from './schema.js';
import { unreliable } from './unreliable.js';

/** Reads the rows of one result. */
export interface BatchReader {
  /**
   * The rows of an answer; null if it has none.
   *
   * @throws SparkError if its bytes aren't Arrow, if rows are missing before it or in it, or if its columns
   *   differ from those before
   */
  read(answer: Pick<ExecutePlanResponse, 'responseType' | 'schema'>): Table | null;
  /** @throws SparkError if there was nothing to read: even a result without rows has its columns. */
  end(): void;
}

/**
 * Reads the rows of one result, without gaps and without repeats. Spark never says how many there are in all,
 * so missing last rows look like a shorter result.
 */
export function batchReader(): BatchReader {
  let rows = 0;
  let columns: readonly Field[] | undefined;
  let declared: DataType | undefined;
  let hasOffsets: boolean | undefined;

  const checkPlace = ({ startOffset, numChunksInBatch = 1n }: ExecutePlanResponse_ArrowBatch) => {
    if (numChunksInBatch > 1n) throw unreliable('batches of rows in one piece', `one of ${numChunksInBatch}`);
    hasOffsets ??= startOffset !== undefined;
    if (hasOffsets !== (startOffset !== undefined)) {
      throw unreliable('a startOffset with all batches of rows', 'some without');
    }
    if (startOffset !== undefined && startOffset !== BigInt(rows)) {
      throw unreliable(`rows from startOffset ${rows} on`, `rows from ${startOffset} on`);
    }
  };

  const checkColumns = ({ fields }: Table['schema']) => {
    columns ??= fields;
    const before = columns;
    expectColumns(fields, before.map(wordsOf), (n) => wordsOf(before[n]) === wordsOf(fields[n]));
    if (declared?.kind.case !== 'struct') return;
    const wanted = declared.kind.value.fields;
    const words = wanted.map(({ name, dataType }) => describe(`${name} ${typeName(dataType)}`));
    expectColumns(fields, words, (n) => {
      const { name, dataType } = wanted[n];
      return name === fields[n].name && isDeclared(dataType, fields[n].type);
    });
  };

  return {
    read({ responseType, schema }) {
      declared ??= schema;
      if (responseType.case !== 'arrowBatch') return null;
      const batch = responseType.value;
      checkPlace(batch);
      const table = tableOf(batch.data);
      if (BigInt(table.numRows) !== batch.rowCount) {
        throw unreliable(`a batch of rowCount ${batch.rowCount}`, `one of ${table.numRows}`);
      }
      checkColumns(table.schema);
      rows += table.numRows;
      return table;
    },
    end() {
      if (columns === undefined) throw unreliable('the columns of a result', 'none, and no rows');
    },
  };
}

function tableOf(bytes: Uint8Array): Table {
  try {
    checkArrow(bytes);
    return new Table(RecordBatchReader.from(bytes).readAll());
  } catch (error) {
    const { message } = error as Error;
    throw unreliable(
      'rows in the Arrow format',
      `bytes that can't be read (${describe(message).slice(1, -1)})`,
    );
  }
}

function wordsOf({ name, type }: Field): string {
  return describe(`${name} ${type}`);
}

/** @param isRight whether the nth column is the wanted one */
function expectColumns(fields: readonly Field[], wanted: readonly string[], isRight: (n: number) => boolean) {
  if (fields.length !== wanted.length) {
    throw unreliable(counted(wanted.length, 'column'), `${fields.length}`);
  }
  const other = fields.findIndex((_, n) => !isRight(n));
  if (other >= 0) throw unreliable(`column ${wanted[other]}`, wordsOf(fields[other]));
}
