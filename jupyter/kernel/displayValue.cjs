'use strict';

const { createRequire } = require('node:module');
const path = require('node:path');

/** The method of objects that know how to show themselves, as in Deno's kernel; it returns a MIME bundle, or a promise of one. */
const DISPLAY = Symbol.for('Jupyter.display');

/**
 * What a cell's last expression looks like: of an object with the method above its own MIME bundle, of tables, rows and
 * figures, whoever made them, the library's. Undefined: print it.
 *
 * @returns {Promise<Record<string, unknown> | undefined>}
 */
async function bundleOf(value) {
  if (typeof value !== 'object' || value === null) return undefined;
  if (typeof value[DISPLAY] === 'function') {
    const bundle = await value[DISPLAY]();
    if (typeof bundle === 'object' && bundle !== null && !Array.isArray(bundle)) return bundle;
    throw new TypeError(
      `Expected [Symbol.for('Jupyter.display')]() to return a MIME bundle, got ${typeof bundle}`,
    );
  }
  return isTable(value) || isRows(value) || isFigure(value) ? library()?.displayBundle(value) : undefined;
}

/** An Arrow table, or a danfo DataFrame or Series. */
function isTable(value) {
  const isArrow =
    typeof value.getChild === 'function' && typeof value.schema === 'object' && 'numRows' in value;
  return (
    isArrow || (Array.isArray(value.$columns) && typeof value.toString === 'function' && '$data' in value)
  );
}

function isRows(value) {
  return Array.isArray(value) && value.length > 0 && value.every(isPlainObject);
}

function isFigure({ data, layout }) {
  return Array.isArray(data) && data.length > 0 && data.every(isPlainObject) && isPlainObject(layout);
}

function isPlainObject(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

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
