import { nameCell } from '../../base/text/nameCell.js';
import type { Json, Layout } from './figure.js';

/** An account or a resource that a mark of a figure stands for, with names as `nameCell` writes them. */
export type Pickable =
  | { user: string; res?: undefined; tenant: string | null }
  | { res: string; user?: undefined; tenant: string | null };

/**
 * What the marks of a figure stand for, so that a page can select the same account or resource in all
 * figures. Positions are those of the figure's data: rows of the y axis, columns of the x axis, points of the
 * first trace, or nodes of a Sankey diagram.
 */
export interface Picks {
  rows?: Pickable[][];
  columns?: Pickable[][];
  points?: Pickable[][];
  nodes?: Pickable[][];
}

/** A layout whose `meta.picks` say what the marks stand for; Plotly leaves them as they are. */
export function withPicks(layout: Layout, picks: Picks): Layout {
  return { ...layout, meta: { ...layout.meta, picks: picks as Json } as Layout['meta'] };
}

export function accountPick(user: unknown, tenant: unknown): Pickable {
  return { user: nameCell(String(user)), tenant: tenantOf(tenant) };
}

export function resourcePick(res: unknown, tenant: unknown): Pickable {
  return { res: nameCell(String(res)), tenant: tenantOf(tenant) };
}

function tenantOf(tenant: unknown): string | null {
  return tenant === null || tenant === undefined ? null : nameCell(String(tenant));
}
