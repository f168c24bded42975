import { shortenLabel } from '../../text/shortenLabel.js';
import { visibleText } from '../../text/visibleText.js';
import type { OpenedFile } from './OpenedFile.js';

/** What is no log may have a header of any length. */
const MOST_LISTED = 100;

/**
 * The file, if it has the columns.
 *
 * @throws RangeError if one of them is missing (the error names those there are) or occurs twice
 */
export function checkColumns(opened: OpenedFile, wanted: readonly string[]): OpenedFile {
  const { file, names } = opened;
  const missing = wanted.find((name) => !names.includes(name));
  const repeated = wanted.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (repeated !== undefined) {
    throw new RangeError(
      `Expected one column ${JSON.stringify(repeated)} in ${visibleText(file)}, got several`,
    );
  }
  if (missing === undefined) return opened;
  const shown = names
    .slice(0, MOST_LISTED)
    .map((name) => visibleText(JSON.stringify(shortenLabel(name, 100))));
  const listed = [...shown, ...(names.length > MOST_LISTED ? ['...'] : [])].join(', ');
  throw new RangeError(
    `Expected a column ${JSON.stringify(missing)} in ${visibleText(file)}, got ${listed || 'no columns'}`,
  );
}
