import { type FlatTable, flatRoot } from './flatTable.js';

/** Fields of Arrow's messages, by their numbers in Message.fbs and Schema.fbs. */
const MESSAGE = { headerType: 1, header: 2, bodyLength: 3, metadata: 4 };
const SCHEMA = { fields: 1, metadata: 2 };
const FIELD = { name: 0, dictionary: 4, children: 5, metadata: 6 };
const BATCH = { length: 0, nodes: 1, buffers: 2, counts: 4 };
const DICTIONARY = { id: 0, data: 1 };
const PAIR = { key: 0, value: 1 };

/** Types of a message's header. */
export const HEADERS = { schema: 1, dictionary: 2, batch: 3 } as const;

const CONTINUATION = 0xff_ff_ff_ff;
/** The deepest nesting of columns. */
const DEEPEST = 64;

/** A message of a stream, whose parts lie within its bytes. */
export interface ArrowMessage {
  kind: number;
  body: Uint8Array;
}

/**
 * The messages of a stream in the Arrow format, checked so that Arrow's own reader can read them.
 *
 * @throws Error or RangeError if one breaks the format
 */
export function arrowMessages(bytes: Uint8Array): ArrowMessage[] {
  const whole = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const messages: ArrowMessage[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (whole.getUint32(at, true) === CONTINUATION) at += 4;
    const length = whole.getUint32(at, true);
    at += 4;
    // A length of 0 is the end of the stream.
    if (length === 0) break;
    if (at + length > bytes.length) throw new Error(`a message of ${length} bytes that ends before`);
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
    const root = flatRoot(view);
    const bodyAt = root.at(MESSAGE.bodyLength);
    const bodyLength = bodyAt === null ? 0 : Number(view.getBigInt64(bodyAt, true));
    at += length;
    if (bodyLength < 0 || at + bodyLength > bytes.length) {
      throw new Error(`a body of ${bodyLength} bytes that ends before`);
    }
    const kindAt = root.at(MESSAGE.headerType);
    const kind = kindAt === null ? 0 : view.getUint8(kindAt);
    checkHeader(root, kind, length);
    messages.push({ kind, body: bytes.subarray(at, at + bodyLength) });
    at += bodyLength;
  }
  return messages;
}

function checkHeader(root: FlatTable, kind: number, length: number): void {
  const header = root.table(MESSAGE.header);
  if (header === null) throw new Error('a message without a header');
  checkPairs(root, MESSAGE.metadata);
  if (kind === HEADERS.schema) {
    // Lists may refer to the same table often: each takes 4 bytes of a list.
    const left = { fields: length / 4 };
    for (const field of header.tables(SCHEMA.fields)) checkField(field, left, DEEPEST);
    checkPairs(header, SCHEMA.metadata);
  } else if (kind === HEADERS.dictionary) {
    header.at(DICTIONARY.id);
    const data = header.table(DICTIONARY.data);
    if (data === null) throw new Error('a dictionary without words');
    checkBatch(data);
  } else if (kind === HEADERS.batch) checkBatch(header);
  else throw new Error(`a message of kind ${kind}`);
}

function checkField(field: FlatTable, left: { fields: number }, depth: number): void {
  if (--left.fields < 0 || depth === 0) throw new Error('columns in columns without an end');
  field.list(FIELD.name, 1);
  field.table(FIELD.dictionary);
  checkPairs(field, FIELD.metadata);
  for (const child of field.tables(FIELD.children)) checkField(child, left, depth - 1);
}

function checkPairs(table: FlatTable, field: number): void {
  for (const pair of table.tables(field)) {
    pair.list(PAIR.key, 1);
    pair.list(PAIR.value, 1);
  }
}

/** Nodes and buffers are two 64-bit integers each. */
function checkBatch(batch: FlatTable): void {
  batch.at(BATCH.length);
  batch.list(BATCH.nodes, 16);
  batch.list(BATCH.buffers, 16);
  batch.list(BATCH.counts, 8);
}
