import { sharedPrefix, withoutPrefix } from './sharedPrefix.js';
import { shortenLabel } from './shortenLabel.js';

/**
 * The names of one figure, shortened so that they can be told apart. If one is too long, the common beginning
 * is cut first; names that are still too long lose their middle, beginning or end, whichever keeps most of
 * them different.
 *
 * @param maxLength in code points, at least 3
 * @example
 * shortenLabels(['arn:aws:iam::123:user/ann', 'arn:aws:iam::123:user/bob'], 20) // ['…/ann', '…/bob']
 */
export function shortenLabels(names: readonly string[], maxLength: number): string[] {
  const isLong = (name: string) => [...name].length > maxLength;
  if (!names.some(isLong)) return [...names];
  const prefix = sharedPrefix(names);
  const own = names.map((name) => withoutPrefix(name, prefix));
  if (!own.some(isLong)) return own;
  const cuts = [shortenLabel, keepEnd, keepStart].map((cut) => own.map((name) => cut(name, maxLength)));
  // The first cut that keeps the most names different.
  return cuts.reduce((best, cut) => (new Set(cut).size > new Set(best).size ? cut : best));
}

function keepEnd(name: string, maxLength: number): string {
  const characters = [...name];
  return characters.length <= maxLength ? name : `…${characters.slice(1 - maxLength).join('')}`;
}

function keepStart(name: string, maxLength: number): string {
  const characters = [...name];
  return characters.length <= maxLength ? name : `${characters.slice(0, maxLength - 1).join('')}…`;
}
