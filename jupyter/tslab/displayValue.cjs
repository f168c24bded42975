'use strict';

const path = require('node:path');
/** @import { Bundle } from './types.cjs' */

/** The method by which objects show themselves, as in Deno's kernel: a MIME bundle, or a promise of one. */
const DISPLAY = Symbol.for('Jupyter.display');

/**
 * What a cell's last expression looks like: of an object with the method above its own MIME bundle, of
 * tables, rows and figures, whoever made them, the library's. Undefined: print it.
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

/** The project's library, as far as it shows values; null where it isn't built. */
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
