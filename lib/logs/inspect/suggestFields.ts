import type { ReadAccessOptions } from '../ReadAccessOptions.js';
import { withoutEmpty } from '../withoutEmpty.js';
import { type FieldRole, LIKELY, type ScoredField } from './fieldRoles.js';

/** The fields for `readAccess`; unknown ones are left out. */
export type SuggestedFields = Pick<ReadAccessOptions, 'tenant' | 'user' | 'res' | 'time' | 'count' | 'id'>;

/** Fields that decide more than a name need more certainty: a wrong one would join or split accesses. */
const SURE = 0.6;

/**
 * The likeliest fields for `readAccess`.
 *
 * @param standing the fields of the time if the format fixes them, as W3C's does
 */
export function suggestFields(fields: readonly ScoredField[], standing?: readonly string[]): SuggestedFields {
  const taken = new Set<string>();
  const take = (role: FieldRole, least = LIKELY) => {
    const name = likeliest(fields, role, taken, least);
    if (name !== undefined) taken.add(name);
    return name;
  };
  const time = standing?.join(' ') ?? timeOf(fields);
  for (const part of time?.split(' ') ?? []) taken.add(part);
  const user = take('user') ?? onlyOne(fields, taken);
  if (user !== undefined) taken.add(user);
  const res = take('resource') ?? onlyOne(fields, taken);
  if (res !== undefined) taken.add(res);
  const [tenant, count, id] = [take('tenant', SURE), take('count', SURE), take('id', SURE)];
  return withoutEmpty({ tenant, user, res, time, count, id });
}

/** The likeliest field for a role, the first of equal ones; undefined if none is likely. */
function likeliest(
  fields: readonly ScoredField[],
  role: FieldRole,
  taken: ReadonlySet<string>,
  least: number,
): string | undefined {
  const fit = fields.filter(({ named, scores }) => scores[role] > least && !taken.has(named.name));
  if (fit.length === 0) return undefined;
  const most = fields.reduce((largest, { named }) => Math.max(largest, named.field.filled), 1);
  const rank = ({ scores, named }: ScoredField) => scores[role] + named.field.filled / most / 2;
  return fit.reduce((a, b) => (rank(b) > rank(a) ? b : a)).named.name;
}

/** The time, in one field or in two: a day, and a time of day beside it. */
function timeOf(fields: readonly ScoredField[]): string | undefined {
  const time = likeliest(fields, 'time', new Set(), LIKELY);
  const field = fields.find(({ named }) => named.name === time);
  if (time === undefined || field === undefined || field.kinds.day < 0.9) return time;
  const clock = fields.find(({ kinds, named }) => kinds.clock > 0.9 && !/\s/.test(named.name));
  return clock === undefined || /\s/.test(time) ? time : `${time} ${clock.named.name}`;
}

/** The only remaining field that could be a name: it must be the one that has not been found yet. */
function onlyOne(fields: readonly ScoredField[], taken: ReadonlySet<string>): string | undefined {
  const left = fields.filter(({ named, kinds, scores }) => {
    const isOther = kinds.time > 0.5 || kinds.clock > 0.5 || kinds.address > 0.5 || kinds.long > 0.5;
    const isRole = (['id', 'count', 'tenant', 'outcome', 'action', 'user', 'resource'] as const).some(
      (role) => scores[role] > LIKELY,
    );
    return !taken.has(named.name) && !isOther && !isRole && named.field.values.size > 1 && kinds.number < 0.5;
  });
  return left.length === 1 ? left[0].named.name : undefined;
}
