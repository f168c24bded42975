import type { AccessLog } from '../../accesses/accessLog.js';
import { createPacer } from '../../base/signals/pacer.js';
import { resDirection, type Spreads, userDirection } from '../counts/similarity.js';
import { createWork } from '../engine/jobs.js';
import { costOf, runWork } from '../engine/runWork.js';
import { type Directions, inquire } from '../score/cells.js';
import { expectationParts } from '../score/expectationParts.js';
import type { ChosenAccesses, ForeseenWindow, WindowDays } from '../score/TimeState.js';
import { sizesOf } from '../score/tenantSizes.js';
import { type PairDays, takeWindow } from './windows.js';

interface ForeseeOptions {
  threads: number | null;
  signal?: AbortSignal;
  /** Told now and then which share of the window is done. */
  onShare?: (share: number) => void;
  /** Those of what was known before the window, where they are known already. */
  spreads?: Spreads;
}

/** Asks what was known before a window about its accesses. */
export async function foresee(
  log: AccessLog,
  days: PairDays,
  window: WindowDays,
  chosen: ChosenAccesses,
  { threads, signal, onShare, spreads }: ForeseeOptions,
): Promise<ForeseenWindow> {
  const { pause } = createPacer(signal);
  const { past, cells } = takeWindow(log, days, window, chosen.pair);
  await pause();
  const directions: Directions = { users: userDirection(past), resources: resDirection(past) };
  if (spreads) {
    directions.users.spread.set(spreads.users);
    directions.resources.spread.set(spreads.resources);
  }
  await pause();
  const similarities = createWork(
    spreads ? [] : Object.values(directions).map((direction) => ({ direction, questions: null })),
  );
  const inquiry = inquire(cells, directions);
  const total = Math.max(1, costOf(similarities) + costOf(inquiry.work));
  const options = { threads, signal };
  await runWork(similarities, { ...options, onCost: (cost) => onShare?.(cost / total) });
  inquiry.begin();
  await runWork(inquiry.work, {
    ...options,
    onCost: (cost) => onShare?.((costOf(similarities) + cost) / total),
  });
  const sizes = past.users.tenants.map((_, t) => sizesOf(past, t));
  const parts = expectationParts(cells, inquiry.answers(), (n) => sizes[cells.tenant[n]]);
  return { ...window, ...chosen, cells, parts, sizes };
}
