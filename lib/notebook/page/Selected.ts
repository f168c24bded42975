import type { Pickable } from '../../figures/plotly/picks.js';

/** The account or the resource that is selected on a page. A null tenant means any tenant. */
export interface Selected {
  kind: 'account' | 'resource';
  name: string;
  tenant: string | null;
}

/** Whether something is what is selected; nothing is if the selection is null. */
export function isSame(a: Selected, b: Selected | null): boolean {
  return b !== null && a.kind === b.kind && a.name === b.name && isSameTenant(a.tenant, b.tenant);
}

export function asSelection(pick: Pickable): Selected {
  return pick.user === undefined
    ? { kind: 'resource', name: pick.res, tenant: pick.tenant }
    : { kind: 'account', name: pick.user, tenant: pick.tenant };
}

/** Whether one of the things that a mark stands for is selected. */
export function isAmong(picks: readonly Pickable[], selection: Selected): boolean {
  return picks.some((pick) => isSame(asSelection(pick), selection));
}

/**
 * What a click on a mark selects: the first thing that the mark stands for, or the next one if that is
 * already selected, and nothing after the last one.
 */
export function nextSelection(picks: readonly Pickable[], selection: Selected | null): Selected | null {
  const all = picks.map(asSelection);
  const at = all.findIndex((each) => isSame(each, selection));
  return all[at + 1] ?? null;
}

function isSameTenant(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

/** 'account=CORP%5Canna': the selection as the part of an address after its #. */
export function toHash({ kind, name, tenant }: Selected): string {
  return new URLSearchParams({ [kind]: name, ...(tenant === null ? {} : { tenant }) }).toString();
}

/** What the part of an address after its # selects; null if nothing. */
export function fromHash(hash: string): Selected | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  for (const kind of ['account', 'resource'] as const) {
    const name = parts.get(kind);
    if (name) return { kind, name, tenant: parts.get('tenant') };
  }
  return null;
}
