import type { NodeIndex } from './indexNodes.js';
import type { Access } from './readAccesses.js';
import { COLOURS } from './style.js';

/** An access with its ends' positions among the nodes and the colour of its link. */
export interface ColouredAccess extends Access {
  userIndex: number;
  resIndex: number;
  colour: string;
}

/** Adds to each access where its link begins and ends and its colour: grey for normal ones, red for anomalous ones. */
export function colourAccesses(
  accesses: Iterable<Access>,
  index: NodeIndex,
  kind: 'normal' | 'anomalous',
): ColouredAccess[] {
  return Array.from(accesses, (access) => ({
    ...access,
    userIndex: index.userIndex(access),
    resIndex: index.resIndex(access),
    colour: COLOURS[kind],
  }));
}
