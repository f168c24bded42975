import type { Family, Profile, Value } from './Profile.js';

/** The details that an event has about what was done. */
export const DETAILS = ['operation', 'address', 'client', 'result'] as const;

export type DetailName = (typeof DETAILS)[number];

/** A profile's details of what was done; the network of a context is a full address here. */
export function detailsIn({ operation, result, context = {} }: Profile): Partial<Record<DetailName, Value>> {
  const values = Object.values(context);
  const networks = values.flatMap((value) => ofFamily(value, 'network') ?? []);
  const clients = values.filter((value) => ofFamily(value, 'client') !== undefined);
  const [address] = networks.map((of): Value => ({ of, family: 'address' }));
  const known = { operation, address, client: context.client ?? clients[0], result };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** Whether a context or a detail is the profile's own, whose fields may be absent. */
export function isOfProfile(profile: Profile, name: string, value: Value): boolean {
  const own: (Value | undefined)[] = [profile.context?.[name], detailsIn(profile)[name as DetailName]];
  return own.some((each) => JSON.stringify(each) === JSON.stringify(value));
}

/** The value that a family is made from; undefined if it is no family. */
function ofFamily(value: Value, family: Family): Value | undefined {
  if (typeof value !== 'object' || !('family' in value)) return undefined;
  return value.family === family ? value.of : undefined;
}
