/** A value that a parameter has where it isn't given. */
type Empty = '' | null | undefined;

/**
 * Options without those that are empty (`''`, null or undefined), for parameters of notebooks and of command lines, which
 * always have a value.
 *
 * @example
 * given({ user: 'account', res: 'share', time: '' }) // { user: 'account', res: 'share' }
 */
export function given<T extends object>(options: T): { [Name in keyof T]: Exclude<T[Name], Empty> } {
  const entries = Object.entries(options).filter(
    ([, value]) => value !== '' && value !== null && value !== undefined,
  );
  return Object.fromEntries(entries) as { [Name in keyof T]: Exclude<T[Name], Empty> };
}
