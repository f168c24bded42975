// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {import('../types.js').Interactions} Interactions */

/**
 * Writes interactions as raw little-endian arrays, which every competitor reads without a parser.
 * meta.json is written last: if it exists, the rest is complete.
 * @param {string} folder
 * @param {Interactions} interactions
 * @param {object} origin what they were made of
 */
export function store(folder, { numUsers, numItems, users, items, ratings }, origin) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'users.i32'), users);
  writeFileSync(path.join(folder, 'items.i32'), items);
  writeFileSync(path.join(folder, 'ratings.f32'), ratings);
  const meta = { numUsers, numItems, interactions: users.length, origin };
  writeFileSync(path.join(folder, 'meta.json'), `${JSON.stringify(meta)}\n`);
}

/**
 * @param {string} folder
 * @returns {{ numUsers: number, numItems: number, interactions: number, origin: object } | undefined}
 */
export function readMeta(folder) {
  const file = path.join(folder, 'meta.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * @param {string} folder
 * @returns {Interactions}
 */
export function load(folder) {
  const meta = readMeta(folder);
  if (!meta) throw new Error(`Expected a dataset in ${folder}, got no meta.json`);
  return {
    numUsers: meta.numUsers,
    numItems: meta.numItems,
    users: new Int32Array(bytesOf(path.join(folder, 'users.i32'))),
    items: new Int32Array(bytesOf(path.join(folder, 'items.i32'))),
    ratings: readFloats(path.join(folder, 'ratings.f32')),
  };
}

/**
 * @param {string} file
 * @returns {Float32Array}
 */
export function readFloats(file) {
  return new Float32Array(bytesOf(file));
}

/**
 * A file's bytes in a buffer of their own (small files are otherwise read into a shared one).
 * @param {string} file
 */
function bytesOf(file) {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  return byteOffset === 0 && byteLength === buffer.byteLength
    ? buffer
    : buffer.slice(byteOffset, byteOffset + byteLength);
}
