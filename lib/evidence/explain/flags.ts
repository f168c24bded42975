import type { Findings } from './surroundings.js';

/**
 * What Microsoft Sentinel's UEBA says about an access, under its names, with the time of the fit as the
 * look-back:
 *
 * - FirstTimeUserAccessedResource: the user was never seen at the resource
 * - ResourceUncommonlyAccessedByUser: never, or in less than one in fifty of the user's accesses
 * - ResourceUncommonlyAccessedAmongPeers: by less than one in ten of the nearest peers
 * - FirstTimeResourceAccessedInTenant: nobody was ever seen at the resource
 * - ResourceUncommonlyAccessedInTenant: by less than one in a hundred of the other users
 */
interface Flags {
  FirstTimeUserAccessedResource: boolean;
  ResourceUncommonlyAccessedByUser: boolean;
  ResourceUncommonlyAccessedAmongPeers: boolean;
  FirstTimeResourceAccessedInTenant: boolean;
  ResourceUncommonlyAccessedInTenant: boolean;
}

export const BY_USER = 1 / 50;
export const AMONG_PEERS = 1 / 10;
export const IN_TENANT = 1 / 100;

/** The flags' names, in the order of their columns. */
export const FLAGS = [
  'FirstTimeUserAccessedResource',
  'ResourceUncommonlyAccessedByUser',
  'ResourceUncommonlyAccessedAmongPeers',
  'FirstTimeResourceAccessedInTenant',
  'ResourceUncommonlyAccessedInTenant',
] as const satisfies readonly (keyof Flags)[];

export function flagsOf(found: Findings, cell: number): Flags {
  const seen = found.userCount[cell];
  const others = found.usersWithAccess[cell];
  return {
    FirstTimeUserAccessedResource: seen === 0,
    ResourceUncommonlyAccessedByUser: seen < BY_USER * found.userTotal[cell] || seen === 0,
    ResourceUncommonlyAccessedAmongPeers:
      found.peersWithAccess[cell] < AMONG_PEERS * Math.max(found.peers[cell], 1),
    FirstTimeResourceAccessedInTenant: seen === 0 && others === 0,
    ResourceUncommonlyAccessedInTenant: others < IN_TENANT * Math.max(found.users[cell], 1),
  };
}
