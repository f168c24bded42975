import type { AccessLog } from '../../accesses/accessLog.js';
import { createPacer } from '../../base/signals/pacer.js';
import { resDirection, userDirection } from '../counts/similarity.js';
import { createWork } from '../engine/jobs.js';
import { costOf, runWork } from '../engine/runWork.js';
import { type Cells, type Directions, inquire } from '../score/cells.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { type ExpectationParts, expectationParts } from '../score/expectationParts.js';
import { sizesOf, type TenantSizes } from '../score/tenantSizes.js';
import type { ChosenAccesses } from './chooseAccesses.js';
import { type PairDays, takeWindow, type WindowDays } from './windows.js';

/** The accesses of a window, and what was expected of them before. */
export interface ForeseenWindow extends WindowDays, ChosenAccesses {
  /** The accesses as cells of what was known before, by its ids. */
  cells: Cells;
  parts: ExpectationParts;
  /** Of each tenant before the window. */
  sizes: TenantSizes[];
}

interface ForeseeOptions {
  threads: number | null;
  signal?: AbortSignal;
  /** Told now and then which share of the window is done. */
  onShare?: (share: number) => void;
  /** What was known on the day that the log before an update ended, if that is where the window begins. */
  before?: EvidenceState;
}

/** Asks what was known before a window about its accesses. */
export async function foresee(
  log: AccessLog,
  days: PairDays,
  window: WindowDays,
  chosen: ChosenAccesses,
  { threads, signal, onShare, before }: ForeseeOptions,
): Promise<ForeseenWindow> {
  const { pause } = createPacer(signal);
  const { past, cells } = takeWindow(log, days, window, chosen.pair);
  await pause();
  const directions: Directions = { users: userDirection(past), resources: resDirection(past) };
  if (before) {
    directions.users.spread.set(before.directions.users.spread);
    directions.resources.spread.set(before.directions.resources.spread);
  }
  await pause();
  const similarities = createWork(
    before ? [] : Object.values(directions).map((direction) => ({ direction, questions: null })),
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
