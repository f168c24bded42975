import type { Predicate, Profile, Value } from '../profiles/Profile.js';
import { LIKELY, type ScoredField } from './fieldRoles.js';
import type { SuggestedFields } from './suggestFields.js';

/** Words for the outcome of a failed access. */
const FAILED = /fail|den(?:y|ied)|error|refus|reject|forbid|unauthori[sz]ed|block|invalid/i;

/** A list of more kinds of events is too long to choose from. */
const MOST_ACTIONS = 50;

/**
 * A first draft of a profile, for a user to change: it lists the kinds of events that were seen, so that
 * those that aren't accesses can be deleted, and says which failed if that shows.
 *
 * @returns null if the user, the resource or the time isn't known
 */
export function draftProfile(
  fields: readonly ScoredField[],
  { tenant, user, res, time, id }: SuggestedFields,
): Profile | null {
  if (user === undefined || res === undefined || time === undefined) return null;
  const taken = new Set([tenant, user, res, id, ...time.split(' '), time]);
  const others = fields.filter(({ named }) => !taken.has(named.name));
  const failed = failedBy(others);
  const context = contextOf(others);
  return {
    title: `Accesses by ${user} to ${res}`,
    access: accessBy(others) ?? { field: user, filled: true },
    ...(failed === undefined ? {} : { failed }),
    ...(tenant === undefined ? {} : { tenant }),
    ...{ user, res, time: timeValue(fields, time) },
    ...(id === undefined ? {} : { id }),
    ...(Object.keys(context).length === 0 ? {} : { context }),
  };
}

/** A time in two fields is joined. */
function timeValue(fields: readonly ScoredField[], time: string): Value {
  const isOne = fields.some(({ named }) => named.name === time);
  return isOne || !time.includes(' ') ? time : { join: time.split(' '), with: ' ' };
}

/** The kinds of events, all of which count as accesses until somebody says otherwise. */
function accessBy(fields: readonly ScoredField[]): Predicate | undefined {
  const [action] = mostOf(fields, 'action');
  if (action === undefined) return undefined;
  const { values, filled } = action.named.field;
  const counts = [...values].sort(([, a], [, b]) => b - a);
  const rows = fields.reduce((most, { named }) => Math.max(most, named.field.filled), filled);
  // Rows without a kind would be left out.
  if (values.size > MOST_ACTIONS || filled < rows) return undefined;
  return { field: action.named.name, is: counts.map(([value]) => value) };
}

function failedBy(fields: readonly ScoredField[]): Predicate | undefined {
  for (const { named, kinds } of mostOf(fields, 'outcome')) {
    const values = [...named.field.values.keys()];
    const codes = values.filter((value) => /^[1-5]\d\d$/.test(value));
    if (kinds.number === 1 && codes.length === values.length) return { field: named.name, above: 399 };
    const failures = values.filter((value) => FAILED.test(value));
    if (failures.length > 0 && failures.length < values.length) return { field: named.name, is: failures };
  }
  return undefined;
}

function contextOf(fields: readonly ScoredField[]): Record<string, Value> {
  const [address] = mostOf(fields, 'address');
  const agent = fields.find(({ named }) => /user_?-?agent$/i.test(named.name));
  const country = fields.find(({ named }) => /(?:^|[._])country(?:_?(?:name|code))?$/i.test(named.name));
  return {
    ...(address === undefined ? {} : { network: { of: address.named.name, family: 'network' } }),
    ...(country === undefined ? {} : { country: country.named.name }),
    ...(agent === undefined ? {} : { client: { of: agent.named.name, family: 'client' } }),
  };
}

/** The fields that probably have a role, the likeliest first. */
function mostOf(fields: readonly ScoredField[], role: 'action' | 'outcome' | 'address') {
  return fields
    .filter(({ scores }) => scores[role] > LIKELY)
    .sort((a, b) => b.scores[role] - a.scores[role] || b.named.field.filled - a.named.field.filled);
}
