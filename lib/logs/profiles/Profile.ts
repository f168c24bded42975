import { describe } from '../../text/describe.js';

/** What kind of account an access is by. */
export const ACCOUNT_KINDS = ['person', 'machine', 'service', 'anonymous'] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/**
 * How a vendor's events become accesses: SQL over `json`, one event. All expressions but the booleans give text, and
 * NULL where the event doesn't say.
 */
export interface Profile {
  /** The event inside of the record that holds it. Default: the record is the event. */
  event?: string;
  /** Whether the event is an access at all, of those that the profile is for. */
  isAccess: string;
  /** Whether the access was refused or failed. */
  isFailed: string;
  /** NULL: the tenant `default`. */
  tenant: string;
  user: string;
  res: string;
  time: string;
  /** What tells the event from all others in the vendor's own tools. */
  id: string;
  /** An account kind. */
  kind: string;
}

/** The text at the first of some JSON paths that has one, as SQL; empty text counts as none. */
export function textAt(...paths: string[]): string {
  const values = paths.map((path) => `nullif(json ->> '${path}', '')`);
  return values.length === 1 ? values[0] : `coalesce(${values.join(', ')})`;
}

/**
 * The text of a field by its name, or of a nested one by names with dots between them, as SQL.
 *
 * @throws RangeError where the name is empty or has quotes or backslashes, TypeError where it is no text
 */
export function field(name: string): string {
  if (typeof name !== 'string' || name === '' || /['"\\]/.test(name)) {
    const Wrong = typeof name === 'string' ? RangeError : TypeError;
    throw new Wrong(`Expected the name of a field, without quotes or backslashes, got ${describe(name)}`);
  }
  const nested = name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
  return textAt(`$."${name}"`, `$.${nested}`);
}
