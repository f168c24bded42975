// @ts-check
import { makeData, makeVector, Utf8 } from 'apache-arrow';
import { dictionaryColumn } from '../../lib/dist/tables/dictionaryColumn.js';
import { makeColumn } from '../../lib/dist/tables/makeColumn.js';
import { tableFromVectors } from '../../lib/dist/tables/tableFromVectors.js';

/**
 * Interactions as a user would bring them: an Arrow table of tenant, user and res (text) and likelihood (Float64).
 * @param {import('../types.js').Interactions} interactions
 * @param {'dictionary' | 'plain'} form dictionary-encoded text, or each row's text by itself
 */
export function accessTable({ numUsers, numItems, users, items, ratings }, form) {
  const column = form === 'plain' ? plainColumn : dictionaryColumn;
  return tableFromVectors([
    ['tenant', column(new Int32Array(users.length), ['contoso.example.com'])],
    ['user', column(users, names('user', numUsers))],
    ['res', column(items, names('resource', numItems))],
    ['likelihood', makeColumn.float64(ratings)],
  ]);
}

/**
 * @param {string} kind
 * @param {number} count
 */
function names(kind, count) {
  return Array.from({ length: count }, (_, n) => `${kind}-${String(n).padStart(6, '0')}@example.com`);
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
