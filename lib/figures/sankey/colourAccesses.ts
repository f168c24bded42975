import { COLOURS } from '../plotly/style.js';
import type { NodeIndex } from './indexNodes.js';
import type { Access } from './sankeyAccesses.js';

/** Whether an access is one to look at. */
export type AccessKind = 'normal' | 'anomalous';

/** An access with its ends' positions among the nodes, its kind and the colour of its link. */
export interface ColouredAccess extends Access {
  userIndex: number;
  resIndex: number;
  kind: AccessKind;
  colour: string;
  /** why it is one to look at, where that is known */
  reason?: string;
}

/**
 * Adds to each access where its link begins and ends, its kind, its colour (grey for normal ones, red for
 * anomalous ones) and, where there is one, its reason.
 *
 * @param reasonOf why an access is one to look at, where that is known
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
