'use strict';

const { isProxy } = require('node:util').types;

/** How many columns are offered at most: a value that claims to have more may never end. */
const MOST_COLUMNS = 10_000;

/** How far up the prototypes a property is looked for. */
const MOST_PROTOTYPES = 50;

/**
 * The columns of an Arrow table or a danfo DataFrame; none for anything else. None of the value's own code
 * runs, which might throw or never end: no getter, and nothing of a proxy.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
function columnsOf(value) {
  if (typeof value !== 'object') return [];
  const names =
    typeof stored(value, 'getChild') === 'function'
      ? items(stored(stored(value, 'schema'), 'fields')).map((field) => stored(field, 'name'))
      : items(stored(value, '$columns'));
  return names.filter((name) => typeof name === 'string' || typeof name === 'number').map(String);
}

/**
 * Whether an object has a property that code can name, without asking it.
 *
 * @param {unknown} value
 * @param {string} name
 */
function hasProperty(value, name) {
  return descriptorOf(value, name) !== undefined;
}

/**
 * An object's property; undefined if it is a getter.
 *
 * @param {unknown} value
 * @param {PropertyKey} name
 * @returns {unknown}
 */
function stored(value, name) {
  return descriptorOf(value, name)?.value;
}

/** @type {(value: unknown, name: PropertyKey) => PropertyDescriptor | undefined} */
function descriptorOf(value, name) {
  let object = value;
  for (let depth = 0; depth < MOST_PROTOTYPES; depth++) {
    if (typeof object !== 'object' || object === null || isProxy(object)) return undefined;
    const found = Object.getOwnPropertyDescriptor(object, name);
    if (found !== undefined) return found;
    object = Object.getPrototypeOf(object);
  }
  return undefined;
}

/** @type {(list: unknown) => unknown[]} */
function items(list) {
  if (isProxy(list) || !Array.isArray(list)) return [];
  const length = Math.min(list.length, MOST_COLUMNS);
  return Array.from({ length }, (_, n) => stored(list, n));
}

module.exports = { columnsOf, hasProperty };
