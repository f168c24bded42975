import { COLOURS } from '../plotly/style.js';
import type { NodeIndex } from './indexNodes.js';
import type { Access } from './sankeyAccesses.js';

/** Whether an access is to be looked at. */
export type AccessKind = 'normal' | 'anomalous';

/** An access with the positions of its user and resource among the nodes, its kind, and its link's colour. */
export interface ColouredAccess extends Access {
  userIndex: number;
  resIndex: number;
  kind: AccessKind;
  colour: string;
  /** why it is to be looked at, if that is known */
  reason?: string;
}

/**
 * Adds to each access where its link begins and ends, its kind, its colour (grey for normal ones, red for
 * anomalous ones) and, if there is one, its reason.
 *
 * @param reasonOf why an access is to be looked at, if that is known
 */
export function colourAccesses(
  accesses: Iterable<Access>,
  index: NodeIndex,
  kind: AccessKind,
  reasonOf: (access: Access) => string | undefined = () => undefined,
): ColouredAccess[] {
  return Array.from(accesses, (access) => {
    const reason = reasonOf(access);
    return {
      ...access,
      userIndex: index.userIndex(access),
      resIndex: index.resIndex(access),
      kind,
      colour: COLOURS[kind],
      ...(reason !== undefined && { reason }),
    };
  });
}
