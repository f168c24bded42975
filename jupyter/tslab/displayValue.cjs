'use strict';

const { createRequire } = require('node:module');
const path = require('node:path');

/** @typedef {Record<PropertyKey, unknown>} Fields of any object */

/** The method of objects that know how to show themselves, as in Deno's kernel; it returns a MIME bundle, or a promise of one. */
const DISPLAY = Symbol.for('Jupyter.display');

/**
 * What a cell's last expression looks like: of an object with the method above its own MIME bundle, of tables, rows and
 * figures, whoever made them, the library's. Undefined: print it.
 *
 * @param {unknown} given
 * @returns {Promise<import('./types.cjs').Bundle | undefined>}
 */
async function bundleOf(given) {
  if (typeof given !== 'object' || given === null) return undefined;
  const value = /** @type {Fields} */ (given);
  if (typeof value[DISPLAY] === 'function') {
    const bundle = await value[DISPLAY]();
    if (typeof bundle === 'object' && bundle !== null && !Array.isArray(bundle)) return bundle;
    throw new TypeError(
      `Expected [Symbol.for('Jupyter.display')]() to return a MIME bundle, got ${typeof bundle}`,
    );
  }
  return isTable(value) || isRows(value) || isFigure(value) ? library()?.displayBundle(value) : undefined;
}

/**
 * An Arrow table, or a danfo DataFrame or Series.
 *
 * @param {Fields} value
 */
function isTable(value) {
  const isArrow =
    typeof value.getChild === 'function' && typeof value.schema === 'object' && 'numRows' in value;
  return (
    isArrow || (Array.isArray(value.$columns) && typeof value.toString === 'function' && '$data' in value)
  );
}

/** @param {unknown} value */
function isRows(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

/** @param {Fields} figure */
function isFigure({ data, layout }) {
  return Array.isArray(data) && data.length > 0 && data.every(isPlainObject) && isPlainObject(layout);
}

/** @param {unknown} value */
function isPlainObject(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** @type {{ displayBundle: (value: object) => import('./types.cjs').Bundle } | null | undefined} */
let loaded;

/** The project's library; null where it isn't built. */
function library() {
  if (loaded === undefined) {
    try {
      loaded = createRequire(path.join(__dirname, 'kernel.cjs'))('access-anomaly');
    } catch {
      loaded = null;
    }
  }
  return loaded;
}

module.exports = { bundleOf };
