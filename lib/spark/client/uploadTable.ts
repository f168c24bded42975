import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DataType, Table, tableToIPC, type Vector, vectorFromArray } from 'apache-arrow';
import { shownList } from '../../base/text/shownList.js';
import { adoptTable } from '../../tables/adoptTable.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import type { Relation } from '../generated/relations_pb.js';
import { relationOf } from './relation.js';
import type { Session } from './Session.js';
import { SparkError } from './SparkError.js';

/** A table of up to this many bytes is sent with the request. */
const LARGEST_INLINE = 1 << 20;
/** Rows of each part of a larger table. */
const PART_ROWS = 262_144;
/** How many bytes PySpark sends at once. */
const CHUNK = 32 * 1024;
const UPLOAD_MS = 600_000;

/**
 * An Arrow table of this process as a relation. A small one is sent with each request. A large one is sent
 * once, in parts that the session keeps under their SHA-256.
 */
export async function uploadTable(session: Session, table: Table, signal?: AbortSignal): Promise<Relation> {
  const plain = withoutDictionaries(adoptTable(table));
  // Estimated from its buffers: writing a large table only for its size would take long.
  const size = plain.batches.reduce((sum, { data }) => sum + data.byteLength, 0);
  if (plain.numRows === 0 || size <= LARGEST_INLINE) {
    return relationOf({ case: 'localRelation', value: { data: tableToIPC(plain, 'stream') } });
  }
  const dataHashes: string[] = [];
  for (let start = 0; start < plain.numRows; start += PART_ROWS) {
    const bytes = tableToIPC(plain.slice(start, start + PART_ROWS), 'stream');
    dataHashes.push(await uploadOnce(session, bytes, signal));
  }
  return relationOf({ case: 'chunkedCachedLocalRelation', value: { dataHashes } });
}

/** @returns the hash that the session knows it by */
async function uploadOnce(session: Session, bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const name = `cache/${hash}`;
  const doing = 'to upload a table';
  const { statuses } = await session.ask(doing, signal, () =>
    session.channel.unary('artifactStatus', { ...session.identity, names: [name] }, 20_000, signal),
  );
  if (statuses[name]?.exists) return hash;
  const { artifacts } = await session.ask(doing, signal, () =>
    session.channel.upload(chunksOf(session, name, bytes), UPLOAD_MS, signal),
  );
  const [artifact] = artifacts;
  if (artifacts.length !== 1 || artifact.name !== name || !artifact.isCrcSuccessful) {
    const got =
      artifact?.name === name ? 'one whose checksum differs' : shownList(artifacts.map((each) => each.name));
    session.fail(
      new SparkError(
        `Expected ${session.connection.address} to receive a table whole, ${name}, got ${got || 'none'}`,
      ),
      doing,
    );
  }
  return hash;
}

function* chunksOf(session: Session, name: string, bytes: Uint8Array) {
  const chunk = (start: number) => {
    const data = bytes.subarray(start, start + CHUNK);
    return { data, crc: BigInt(crc32(data)) };
  };
  const numChunks = Math.ceil(bytes.length / CHUNK);
  yield {
    ...session.identity,
    payload: {
      case: 'beginChunk' as const,
      value: { name, totalBytes: BigInt(bytes.length), numChunks: BigInt(numChunks), initialChunk: chunk(0) },
    },
  };
  for (let n = 1; n < numChunks; n++) {
    yield { ...session.identity, payload: { case: 'chunk' as const, value: chunk(n * CHUNK) } };
  }
}

/** Spark reads no dictionaries: text as text, integers as integers. */
function withoutDictionaries(table: Table): Table {
  const { fields } = table.schema;
  if (!fields.some(({ type }) => DataType.isDictionary(type))) return table;
  const parts = table.batches.map((batch) =>
    tableFromVectors(
      fields.map(({ name }, index) => [String(name), withoutDictionary(batch.getChildAt(index)!)] as const),
    ),
  );
  return new Table(parts.flatMap(({ batches }) => batches));
}

function withoutDictionary(vector: Vector): Vector {
  if (!DataType.isDictionary(vector.type)) return vector;
  return vectorFromArray([...vector.memoize()], vector.type.dictionary);
}
