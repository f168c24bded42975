// @ts-check
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Makes the folder for a notebook and its report, if it doesn't exist yet.
 * @param {string} folder
 * @throws {Error} naming a folder that can't be made or written, why, and what to do
 */
export function makeOutputFolder(folder) {
  try {
    make(folder);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Error(
      `Expected a folder that can be written at ${folder}, got ${systemWords(error)}: make it writable, or choose another by --output`,
    );
  }
}

/**
 * Node's own function for making all folders of a path never ends below /proc.
 * @param {string} folder
 */
function make(folder) {
  const above = path.dirname(folder);
  // The root of a missing drive is its own parent.
  if (above !== folder && !existsSync(above)) make(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/**
 * The system's error about a file, in words: 'permission denied (EACCES)'.
 * @param {unknown} error
 */
export function systemWords(error) {
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
  const said = /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1];
  return said === undefined || code === undefined ? message : `${said} (${code})`;
}
