import type { Predicate, Scalar, Value } from './Profile.js';

// Shorthand for writing profiles, which stay data that JSON can hold.

export const all = (...predicates: Predicate[]): Predicate => ({ all: predicates });
export const any = (...predicates: Predicate[]): Predicate => ({ any: predicates });
export const not = (predicate: Predicate): Predicate => ({ not: predicate });
export const is = (field: Value, value: Scalar | readonly Scalar[]): Predicate => ({ field, is: value });
export const isNot = (field: Value, value: Scalar | readonly Scalar[]): Predicate => ({ field, not: value });
export const matches = (field: Value, pattern: string): Predicate => ({ field, matches: pattern });
export const isFilled = (field: Value): Predicate => ({ field, filled: true });
export const isEmpty = (field: Value): Predicate => ({ field, filled: false });
export const isAbove = (field: Value, number: number): Predicate => ({ field, above: number });

/** The value of one case, and of all others. */
export const when = (predicate: Predicate, use: Value, otherwise?: Value): Value => ({
  cases: [{ when: predicate, use }],
  ...(otherwise === undefined ? {} : { else: otherwise }),
});
