import { expect, test } from 'vitest';
import { fetchNumbers } from '../../lib/sql/fetchNumbers.js';
import { withConnection } from '../../lib/sql/withConnection.js';

const read = (query: string) => withConnection((connection) => fetchNumbers(connection, query));

test('fetchNumbers reads integers and doubles in pieces, in order', async () => {
  const count = 2 ** 20 + 5000;
  const pieces = await read(`SELECT range::INTEGER AS a, range / 4 AS b FROM range(${count})`);
  expect(pieces.map(([codes]) => codes.length)).toEqual([2 ** 20, 5000]);
  expect(pieces.map((piece) => piece.map((values) => values.constructor))).toEqual(
    Array(2).fill([Int32Array, Float64Array]),
  );
  const [a, b] = [0, 1].map((column) => pieces.flatMap((piece) => Array.from(piece[column])));
  expect(a.findIndex((value, row) => value !== row)).toBe(-1);
  expect(b.findIndex((value, row) => value !== row / 4)).toBe(-1);
});

test('fetchNumbers reads nothing as one piece without rows', async () => {
  const pieces = await read('SELECT 1::INTEGER AS a, 2::DOUBLE AS b WHERE false');
  expect(pieces).toEqual([[new Int32Array(0), new Float64Array(0)]]);
});

test('fetchNumbers tells what is wrong with a query, at its end too', async () => {
  await expect(read('SELECT nothing')).rejects.toThrow('nothing');
  await expect(
    read("SELECT (CASE WHEN range < 3000000 THEN '1' ELSE 'x' END)::INTEGER FROM range(3000001)"),
  ).rejects.toThrow("Could not convert string 'x'");
});
