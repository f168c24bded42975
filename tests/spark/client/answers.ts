import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Table, tableToIPC } from 'apache-arrow';
import type { ExecutePlanResponseSchema } from '../../../lib/spark/generated/base_pb.js';
import { type DataType, DataTypeSchema } from '../../../lib/spark/generated/types_pb.js';

/** An answer to a plan, as a server makes it; it says whose it is. */
export type Answer = Exclude<MessageInitShape<typeof ExecutePlanResponseSchema>, { $typeName: string }>;

/** The columns of a result in Spark's words: each is nullable. */
export function declared(columns: Record<string, 'long' | 'integer' | 'double' | 'string' | 'boolean'>) {
  const fields = Object.entries(columns).map(([name, kind]) => ({
    name,
    nullable: true,
    dataType: { kind: { case: kind, value: {} } },
  }));
  return create(DataTypeSchema, { kind: { case: 'struct', value: { fields } } } as object);
}

/** The rows of a result as Spark sends them: its columns, batches from row to row, its end. */
export function answersOf(batches: readonly Table[], schema?: DataType): Answer[] {
  let rows = 0;
  const answers: Answer[] = [{ schema }];
  for (const batch of batches) {
    const value = {
      data: tableToIPC(batch, 'stream'),
      rowCount: BigInt(batch.numRows),
      startOffset: BigInt(rows),
    };
    answers.push({ responseType: { case: 'arrowBatch', value } });
    rows += batch.numRows;
  }
  answers.push({ responseType: { case: 'resultComplete', value: {} } });
  return answers.map((answer, n) => ({
    serverSideSessionId: 'server',
    responseId: `answer ${n}`,
    ...answer,
  }));
}
