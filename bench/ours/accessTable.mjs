// @ts-check
import {
  Dictionary,
  Field,
  Float64,
  Int32,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  Utf8,
} from 'apache-arrow';

/**
 * Interactions as a user would bring them: an Arrow table of tenant, user and res (text) and likelihood (Float64).
 * @param {import('../data/generate.mjs').Interactions} interactions
 * @param {'dictionary' | 'plain'} form dictionary-encoded text, or each row's text by itself
 */
export function accessTable({ numUsers, numItems, users, items, ratings }, form) {
  const tenants = new Int32Array(users.length);
  const columns = {
    tenant: textColumn(tenants, ['contoso.example.com'], form),
    user: textColumn(users, names('user', numUsers), form),
    res: textColumn(items, names('resource', numItems), form),
    likelihood: makeData({ type: new Float64(), data: Float64Array.from(ratings), nullCount: 0 }),
  };
  const schema = new Schema(Object.entries(columns).map(([name, { type }]) => new Field(name, type, false)));
  const rows = makeData({
    type: new Struct(schema.fields),
    length: users.length,
    nullCount: 0,
    children: Object.values(columns),
  });
  return new Table(schema, new RecordBatch(schema, rows));
}

/**
 * @param {string} kind
 * @param {number} count
 */
function names(kind, count) {
  return Array.from({ length: count }, (_, n) => `${kind}-${String(n).padStart(6, '0')}@example.com`);
}

/**
 * @param {Int32Array} codes
 * @param {string[]} dictionary
 * @param {'dictionary' | 'plain'} form
 * @returns {import('apache-arrow').Data<any>}
 */
function textColumn(codes, dictionary, form) {
  if (form === 'plain') return utf8(codes, dictionary);
  const every = new Int32Array(dictionary.length).map((_, code) => code);
  return makeData({
    type: new Dictionary(new Utf8(), new Int32()),
    data: codes,
    dictionary: makeVector(utf8(every, dictionary)),
    nullCount: 0,
  });
}

/**
 * Text as Arrow's Utf8: the bytes of `dictionary[codes[n]]` one after another.
 * @param {Int32Array} codes
 * @param {string[]} dictionary
 */
function utf8(codes, dictionary) {
  const encoded = dictionary.map((name) => Buffer.from(name));
  const offsets = new Int32Array(codes.length + 1);
  for (let row = 0; row < codes.length; row++)
    offsets[row + 1] = offsets[row] + encoded[codes[row]].byteLength;
  const data = new Uint8Array(offsets[codes.length]);
  for (let row = 0; row < codes.length; row++) data.set(encoded[codes[row]], offsets[row]);
  return makeData({ type: new Utf8(), length: codes.length, valueOffsets: offsets, data, nullCount: 0 });
}
