import { MessageReader, type Schema } from 'apache-arrow';
import { arrowMessages, HEADERS } from './arrowMessages.js';
import { type Batch, checkColumns } from './checkColumns.js';

/** Message.fbs: older versions have other buffers. */
const OLDEST_VERSION = 3;

/**
 * Checks that bytes are a stream in the Arrow format from which every row can be read: a schema, then
 * dictionaries and rows whose parts have the right length. Values have no checksum: a changed number isn't
 * noticed.
 *
 * @throws Error or RangeError if they aren't
 */
export function checkArrow(bytes: Uint8Array): void {
  const messages = arrowMessages(bytes);
  const reader = new MessageReader(bytes);
  /** How many words each dictionary has. */
  const words = new Map<number, number>();
  let schema: Schema | undefined;
  for (const { kind, body } of messages) {
    const message = reader.next().value;
    reader.readMessageBody(body.length);
    if (message.version < OLDEST_VERSION) throw new Error(`a message of version ${message.version + 1}`);
    const header: unknown = message.header();
    if (kind === HEADERS.schema && schema === undefined) schema = header as Schema;
    else if (kind === HEADERS.schema || schema === undefined) throw new Error('a schema in another place');
    else if (kind === HEADERS.dictionary) {
      const { id, data, isDelta } = header as { id: number; data: Batch; isDelta: boolean };
      const type = schema.dictionaries.get(id);
      if (type === undefined) throw new Error(`a dictionary ${id} of no column`);
      checkColumns([type], data, body, words);
      words.set(id, data.length + (isDelta ? (words.get(id) ?? 0) : 0));
    } else {
      checkColumns(
        schema.fields.map(({ type }) => type),
        header as Batch,
        body,
        words,
      );
    }
  }
  if (schema === undefined) throw new Error('no schema');
}
