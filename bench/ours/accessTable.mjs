// @ts-check
import { makeData, makeVector, Utf8 } from 'apache-arrow';
import { dictionaryColumn } from '../../lib/dist/tables/dictionaryColumn.js';
import { makeColumn } from '../../lib/dist/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/dist/tables/tableFromVectors.js';

/**
 * Interactions as a user would bring them: an Arrow table of tenant, user and res (text) and likelihood
 * (Float64).
 * @param {import('../types.js').Interactions} interactions
 * @param {'dictionary' | 'plain'} form dictionary-encoded text, or each row's text by itself
 */
export function accessTable({ numUsers, numItems, users, items, ratings }, form) {
  const name = (/** @type {string} */ kind) => (/** @type {number} */ n) =>
    `${kind}-${String(n).padStart(6, '0')}@example.com`;
  return tableOf(
    {
      tenant: { codes: new Int32Array(users.length), count: 1, name: () => 'contoso.example.com' },
      user: { codes: users, count: numUsers, name: name('user') },
      res: { codes: items, count: numItems, name: name('resource') },
    },
    ratings,
    form,
  );
}

/**
 * An Arrow table of text columns, by the numbers of their names, and of the column `likelihood`.
 * @param {Record<string, { codes: Int32Array, count: number, name: (n: number) => string }>} columns
 * @param {Float32Array | Float64Array} likelihood
 * @param {'dictionary' | 'plain'} [form]
 */
export function tableOf(columns, likelihood, form = 'dictionary') {
  const encode = form === 'plain' ? plainColumn : dictionaryColumn;
  const encoded = Object.entries(columns).map(([column, { codes, count, name }]) => {
    const names = Array.from({ length: count }, (_, n) => name(n));
    return /** @type {const} */ ([column, encode(codes, names)]);
  });
  return tableFromVectors([...encoded, ['likelihood', makeColumn.float64(likelihood)]]);
}

/**
 * Text as Arrow's Utf8: the bytes of `dictionary[codes[n]]` one after another.
 * @param {Int32Array} codes
 * @param {readonly string[]} dictionary
 */
function plainColumn(codes, dictionary) {
  const encoded = dictionary.map((name) => Buffer.from(name));
  const valueOffsets = new Int32Array(codes.length + 1);
  codes.forEach((code, row) => {
    valueOffsets[row + 1] = valueOffsets[row] + encoded[code].byteLength;
  });
  const data = new Uint8Array(valueOffsets[codes.length]);
  codes.forEach((code, row) => {
    data.set(encoded[code], valueOffsets[row]);
  });
  return makeVector(makeData({ type: new Utf8(), length: codes.length, valueOffsets, data, nullCount: 0 }));
}
