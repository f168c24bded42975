'use strict';

const path = require('node:path');
/** @import { Bundle } from './types.cjs' */

/** The method by which objects show themselves, as in Deno's kernel: a MIME bundle, or a promise of one. */
const DISPLAY = Symbol.for('Jupyter.display');

/**
 * How a cell's last expression is shown: an object with the method above by its own MIME bundle; tables, rows
 * and figures, whoever made them, by the library's. Undefined means that it is printed.
 *
 * @param {unknown} given
 * @returns {Promise<Bundle | undefined>}
 */
async function bundleOf(given) {
  if (typeof given !== 'object' || given === null) return undefined;
  const value = /** @type {Record<PropertyKey, unknown>} */ (given);
  if (typeof value[DISPLAY] !== 'function') return library()?.lastExpressionBundle(value) ?? undefined;
  const bundle = await value[DISPLAY]();
  if (typeof bundle === 'object' && bundle !== null && !Array.isArray(bundle)) return bundle;
  throw new TypeError(
    `Expected [Symbol.for('Jupyter.display')]() to return a MIME bundle, got ${typeof bundle}`,
  );
}

/** @type {{ lastExpressionBundle: (value: object) => Bundle | null } | null | undefined} */
let loaded;

/** The part of the project's library that shows values; null if it isn't built. */
function library() {
  if (loaded === undefined) {
    const lib = path.join(__dirname, '..', '..', 'lib', 'dist');
    try {
      loaded = require(path.join(lib, 'notebook', 'show', 'displayBundle.js'));
    } catch {
      loaded = null;
    }
  }
  return loaded;
}

module.exports = { bundleOf };
