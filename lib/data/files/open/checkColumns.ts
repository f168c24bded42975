import type { OpenedFile } from './OpenedFile.js';

/**
 * The file, if it has the columns.
 *
 * @throws TypeError if one of them is missing (the error names those there are) or occurs twice
 */
export function checkColumns(opened: OpenedFile, wanted: readonly string[]): OpenedFile {
  const { file, names } = opened;
  const missing = wanted.find((name) => !names.includes(name));
  const repeated = wanted.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (repeated !== undefined) {
    throw new TypeError(`Expected one column ${JSON.stringify(repeated)} in ${file}, got several`);
  }
  if (missing === undefined) return opened;
  const listed = names.map((name) => JSON.stringify(name)).join(', ');
  throw new TypeError(
    `Expected a column ${JSON.stringify(missing)} in ${file}, got ${listed || 'no columns'}`,
  );
}
