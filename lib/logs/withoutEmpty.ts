/** The value of a parameter that isn't given. */
type Empty = '' | null | undefined;

type CanBeEmpty<T> = '' extends T ? true : null extends T ? true : undefined extends T ? true : false;

/** Options that may be missing if they could be empty, and are there otherwise. */
export type WithoutEmpty<T> = Shown<
  { [Name in keyof T as CanBeEmpty<T[Name]> extends true ? never : Name]: T[Name] } & {
    [Name in keyof T as CanBeEmpty<T[Name]> extends true ? Name : never]?: Exclude<T[Name], Empty>;
  }
>;

/** The same type, shown as one list of properties. */
type Shown<T> = { [Name in keyof T]: T[Name] };

/**
 * Options without those that are empty (`''`, null or undefined), for parameters of notebooks and of command
 * lines, which always have a value.
 *
 * @example
 * withoutEmpty({ user: 'account', res: 'share', time: '' }) // { user: 'account', res: 'share' }
 */
export function withoutEmpty<T extends object>(options: T): WithoutEmpty<T> {
  const entries = Object.entries(options).filter(
    ([, value]) => value !== '' && value !== null && value !== undefined,
  );
  return Object.fromEntries(entries) as WithoutEmpty<T>;
}
