import type { ContextFact } from './contextFacts.js';
import { AMONG_PEERS, BY_USER, IN_TENANT } from './flags.js';

/** What Microsoft Sentinel's UEBA says about a context, in the order of its five questions. */
interface FlagNames {
  firstOfUser: string;
  uncommonForUser: string;
  uncommonAmongPeers: string;
  firstInTenant: string;
  uncommonInTenant: string;
}

const COUNTRY: FlagNames = {
  firstOfUser: 'FirstTimeUserConnectedFromCountry',
  uncommonForUser: 'CountryUncommonlyConnectedFromByUser',
  uncommonAmongPeers: 'CountryUncommonlyConnectedFromAmongPeers',
  firstInTenant: 'FirstTimeConnectionFromCountryObservedInTenant',
  uncommonInTenant: 'CountryUncommonlyConnectedFromInTenant',
};
const DEVICE: FlagNames = {
  firstOfUser: 'FirstTimeUserConnectedFromDevice',
  uncommonForUser: 'DeviceUncommonlyUsedByUser',
  uncommonAmongPeers: 'DeviceUncommonlyUsedAmongPeers',
  firstInTenant: 'FirstTimeDeviceObservedInTenant',
  uncommonInTenant: 'DeviceUncommonlyUsedInTenant',
};
const BROWSER: FlagNames = {
  firstOfUser: 'FirstTimeUserConnectedViaBrowser',
  uncommonForUser: 'BrowserUncommonlyUsedByUser',
  uncommonAmongPeers: 'BrowserUncommonlyUsedAmongPeers',
  firstInTenant: 'FirstTimeBrowserObservedInTenant',
  uncommonInTenant: 'BrowserUncommonlyUsedInTenant',
};
const ISP: FlagNames = {
  firstOfUser: 'FirstTimeUserConnectedViaISP',
  uncommonForUser: 'ISPUncommonlyUsedByUser',
  uncommonAmongPeers: 'ISPUncommonlyUsedAmongPeers',
  firstInTenant: 'FirstTimeConnectionViaISPInTenant',
  uncommonInTenant: 'ISPUncommonlyUsedInTenant',
};

/** The contexts that Sentinel has flags for, by their names. */
const PARTS: Record<string, FlagNames> = {
  country: COUNTRY,
  device: DEVICE,
  workstation: DEVICE,
  browser: BROWSER,
  client: BROWSER,
  isp: ISP,
  asn: ISP,
};

/**
 * The columns of the flags of some contexts, in their order. If two contexts play the same part, the first
 * has the flags.
 */
export function contextFlagNames(contexts: readonly string[]): string[] {
  return [...flaggedContexts(contexts).values()].flatMap((names) => Object.values(names));
}

/** The flags of an access; a missing context has none that are true. */
export function contextFlags(
  facts: readonly ContextFact[],
  contexts: readonly string[],
): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const [context, names] of flaggedContexts(contexts)) {
    const fact = facts.find(({ name }) => name === context);
    const { userDays, ofDays, peers, ofPeers, others, ofOthers } = fact ?? NOTHING;
    const isThere = fact !== undefined;
    flags[names.firstOfUser] = isThere && userDays === 0;
    flags[names.uncommonForUser] = isThere && (userDays === 0 || userDays < BY_USER * ofDays);
    flags[names.uncommonAmongPeers] = isThere && peers < AMONG_PEERS * Math.max(ofPeers, 1);
    flags[names.firstInTenant] = isThere && userDays === 0 && others === 0;
    flags[names.uncommonInTenant] = isThere && others < IN_TENANT * Math.max(ofOthers, 1);
  }
  return flags;
}

const NOTHING = { userDays: 0, ofDays: 0, peers: 0, ofPeers: 0, others: 0, ofOthers: 0 };

function flaggedContexts(contexts: readonly string[]): Map<string, FlagNames> {
  const found = new Map<string, FlagNames>();
  for (const context of contexts) {
    const names = PARTS[context.toLowerCase()];
    if (names !== undefined && ![...found.values()].includes(names)) found.set(context, names);
  }
  return found;
}
