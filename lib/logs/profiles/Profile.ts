/** The columns that a table of accesses has anyway, so that no context may be called so. */
export const TAKEN_NAMES = ['tenant', 'user', 'res', 'likelihood', 'first', 'last', 'day', 'hour'];

/** What kind of account an access is by. */
export const ACCOUNT_KINDS = ['person', 'machine', 'service', 'anonymous'] as const;

export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** What becomes of accesses by a kind of accounts: they count, are left out, or get a tenant of their own. */
export type AccountTreatment = 'keep' | 'leaveOut' | 'apart';

export const ACCOUNT_TREATMENTS: readonly AccountTreatment[] = ['keep', 'leaveOut', 'apart'];

export type Accounts = Record<AccountKind, AccountTreatment>;

/** Accounts that are of a kind by their names, whatever a profile says. */
export interface NamedAccounts {
  kind: AccountKind;
  /** In any case; `*` is any characters. */
  patterns: readonly string[];
  treatment: AccountTreatment;
}

/** What becomes of accounts: of those that are named, and of all others by the kinds that a profile knows. */
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
 * so a profile lists only names that really differ.
 */
export interface Profile {
  /** What the log is, for people: 'AWS CloudTrail'. */
  title: string;
  /** The vendor's page about it. */
  url?: string;
  /**
   * Where the vendor's own event may stand within the record, as an object or as JSON text. Each path is
   * looked for in these, in their order, and then in the record itself.
   */
  within?: readonly string[];
  /** Whether the event is an access at all. */
  access: Predicate;
  /** Whether the access was refused or failed. Default: none was. */
  failed?: Predicate;
  /** Default: all are of one tenant. */
  tenant?: Value;
  user: Value;
  res: Value;
  time: Value;
  /** What tells the event from all others. Default: none is known to be there twice. */
  id?: Value;
  /** Kinds of accounts: the first that holds, in their order; an account of no kind is a person's. */
  accounts?: { readonly [kind in Exclude<AccountKind, 'person'>]?: Predicate };
  /** Whose names mean the same in upper and lower case. */
  foldCase?: readonly ('user' | 'res')[];
  /** What was done, in the vendor's word for it. */
  operation?: Value;
  /** What came of it, likewise; where the log names only what went wrong, none for what went well. */
  result?: Value;
  /** What else an event says, by name: `network`, `country`, `client`. */
  context?: { readonly [name: string]: Value };
}

/**
 * A text that an event gives, or none:
 *
 * - `'eventName'`: what stands at a path
 * - `['repo', 'org']`: the first of them that there is
 * - `{ text: 'all' }`: always that
 * - `{ join: ['service', 'method'], with: ':' }`: all of them in a row, or none where one is missing
 * - `{ cases: [{ when: {...}, use: 'owner' }], else: 'user' }`: that of the first case that holds
 * - `{ of: 'client', before: '/' }`: another value, changed
 */
export type Value = string | readonly Value[] | TextValue | JoinValue | CaseValue | ChangedValue;

export interface TextValue {
  text: string;
}

export interface JoinValue {
  join: readonly Value[];
  /** What stands between them. Default: nothing. */
  with?: string;
}

export interface CaseValue {
  cases: readonly { when: Predicate; use: Value }[];
  /** Default: none. */
  else?: Value;
}

/** A value that one of these changes. What becomes empty is none. */
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

/** One test of a value. Upper and lower case are the same to `is` and `not`, and differ to `matches`. */
export type FieldPredicate = { field: Value } & (
  | { /** It is that, or one of those. */ is: Scalar | readonly Scalar[] }
  | { /** It is there, and is neither that nor one of those. */ not: Scalar | readonly Scalar[] }
  | { /** A regular expression (RE2) matches some of it. */ matches: string }
  | { /** Whether it is there. */ filled: boolean }
  | { /** It is a number above that. */ above: number }
);
