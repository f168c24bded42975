/** The columns that every table of accesses may have; contexts can't have these names. */
export const TAKEN_NAMES = ['tenant', 'user', 'res', 'likelihood', 'first', 'last', 'day', 'hour'];

/** The kinds of accounts that make accesses. */
export const ACCOUNT_KINDS = ['person', 'machine', 'service', 'anonymous'] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/**
 * What to do with accesses by a kind of accounts: count them, leave them out, or give them a tenant of their
 * own.
 */
export type AccountTreatment = 'keep' | 'leaveOut' | 'apart';

export const ACCOUNT_TREATMENTS: readonly AccountTreatment[] = ['keep', 'leaveOut', 'apart'];

export type Accounts = Record<AccountKind, AccountTreatment>;

/** Accounts that are of a kind by their names, whatever a profile says. */
export interface NamedAccounts {
  kind: AccountKind;
  /** Patterns in any case, with `*` for any characters. */
  patterns: readonly string[];
  treatment: AccountTreatment;
}

/** What to do with accounts: with named ones, and with all others by the kinds that a profile knows. */
export interface AccountChoices {
  treatments: Accounts;
  named: readonly NamedAccounts[];
}

/**
 * How a vendor's events become accesses: data that JSON can hold, so that users bring their own.
 *
 * A path names a field as the vendor does: `actor.alternateId`, `roles[0]`,
 * `target[type=AppInstance].displayName` (of the first entry whose `type` is that). It is also found in other
 * case, with other separators (`actor_alternateId`) and with Log Analytics' endings (`actor_alternateId_s`),
 * so a profile only lists names that really differ.
 */
export interface Profile {
  /** What the log is, for people: 'AWS CloudTrail'. */
  title: string;
  /** The vendor's page about it. */
  url?: string;
  /**
   * Where the vendor's own event may be within the record, as an object or as JSON text. Each path is looked
   * for in these places, in order, and then in the record itself.
   */
  within?: readonly string[];
  /** Whether the event is an access at all. */
  access: Predicate;
  /** Whether the access was refused or failed. Default: none was. */
  failed?: Predicate;
  /** Default: all belong to one tenant. */
  tenant?: Value;
  user: Value;
  res: Value;
  time: Value;
  /** The event's id. Default: none, so that repeated events aren't noticed. */
  id?: Value;
  /** Kinds of accounts: the first that holds, in order; an account of no kind is a person's. */
  accounts?: { readonly [kind in Exclude<AccountKind, 'person'>]?: Predicate };
  /** Whose names mean the same in upper and lower case. */
  foldCase?: readonly ('user' | 'res')[];
  /** What was done, in the vendor's word for it. */
  operation?: Value;
  /** The result, likewise; if the log only names failures, successes have none. */
  result?: Value;
  /** What else an event says, by name: `network`, `country`, `client`. */
  context?: { readonly [name: string]: Value };
}

/**
 * A text that an event gives, or none:
 *
 * - `'eventName'`: what stands at a path
 * - `['repo', 'org']`: the first of them that isn't missing
 * - `{ text: 'all' }`: always that
 * - `{ join: ['service', 'method'], with: ':' }`: all of them in a row, or none if one is missing
 * - `{ cases: [{ when: {...}, use: 'owner' }], else: 'user' }`: that of the first case that holds
 * - `{ of: 'client', before: '/' }`: another value, changed
 */
export type Value = string | readonly Value[] | TextValue | JoinValue | CaseValue | ChangedValue;

export interface TextValue {
  text: string;
}

export interface JoinValue {
  join: readonly Value[];
  /** The text between them. Default: none. */
  with?: string;
}

export interface CaseValue {
  cases: readonly { when: Predicate; use: Value }[];
  /** Default: none. */
  else?: Value;
}

/** A value that one of these changes. An empty result counts as missing. */
export type ChangedValue = { of: Value } & (
  | { /** What stands before the first such text, or all where it isn't there. */ before: string }
  | { /** What stands after the first such text, or all where it isn't there. */ after: string }
  | { /** In upper or lower case. */ case: 'upper' | 'lower' }
  | {
      /** The first group of a regular expression (RE2), or all that it matches, or none. */ match: string;
    }
  | { /** What a regular expression (RE2) matches, each time, becomes `by`. */ replace: string; by: string }
  | {
      /**
       * The family of it: `network` makes `192.0.2.0/24` or `2001:db8:1::/48` of an address, with a port or
       * without; `client` the program of a user agent, `aws-cli` or `Chrome`; `device` its system, `Windows`
       * or `iOS`; `address` an address in full, without its port.
       */
      family: Family;
    }
);

export type Family = 'network' | 'client' | 'device' | 'address';

export const FAMILIES: readonly Family[] = ['network', 'client', 'device', 'address'];

/** Something to compare with. 4624 is also `4624.0`, and true is also `True`, `T`, `yes` and `1`. */
export type Scalar = string | number | boolean;

/** A yes or no about an event. A test of a missing field says no, except for `filled: false`. */
export type Predicate =
  | { all: readonly Predicate[] }
  | { any: readonly Predicate[] }
  | { not: Predicate }
  | FieldPredicate;

/** One test of a value. `is` and `not` ignore case; `matches` doesn't. */
export type FieldPredicate = { field: Value } & (
  | { /** It is that, or one of those. */ is: Scalar | readonly Scalar[] }
  | { /** It is there, and is neither that nor one of those. */ not: Scalar | readonly Scalar[] }
  | { /** A regular expression (RE2) matches some of it. */ matches: string }
  | { /** Whether it is there. */ filled: boolean }
  | { /** It is a number above that. */ above: number }
);
