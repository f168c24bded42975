import type { AccessLog } from '../../accesses/accessLog.js';
import { gather } from '../../base/numbers/gather.js';
import { createPacer } from '../../base/signals/pacer.js';
import { resDirection, userDirection } from '../counts/similarity.js';
import { createWork } from '../engine/jobs.js';
import { costOf, runWork, runWorkSync } from '../engine/runWork.js';
import { askAll, type Cells, cellsOf, type Directions, inquire } from '../score/cells.js';
import { type ExpectationParts, expectationParts } from '../score/expectationParts.js';
import type { ChosenAccesses, ForeseenWindow, WindowDays } from '../score/TimeState.js';
import { sizesOf, type TenantSizes } from '../score/tenantSizes.js';
import type { KnownPast } from './LogBefore.js';
import { takeWindow } from './takeWindow.js';
import type { PairDays } from './windows.js';

interface ForeseeOptions {
  threads: number | null;
  signal?: AbortSignal;
  /** Called now and then with the share of the window that is done. */
  onShare?: (share: number) => void;
  /** What was known before the window, if a model has it already. */
  known?: KnownPast;
}

/** Predicts the accesses of a window from what was known before it. */
export async function foresee(
  log: AccessLog,
  days: PairDays,
  window: WindowDays,
  chosen: ChosenAccesses,
  { threads, signal, onShare, known }: ForeseeOptions,
): Promise<ForeseenWindow> {
  const { pause } = createPacer(signal);
  const { cells, directions, sizes } = known
    ? knownPast(log, chosen.pair, known)
    : pastOf(log, days, window, chosen.pair);
  await pause();
  const similarities = known ? createWork([]) : measuring(directions);
  const inquiry = inquire(cells, directions);
  const total = Math.max(1, costOf(similarities) + costOf(inquiry.work));
  const options = { threads, signal };
  await runWork(similarities, { ...options, onCost: (cost) => onShare?.(cost / total) });
  inquiry.begin();
  await runWork(inquiry.work, {
    ...options,
    onCost: (cost) => onShare?.((costOf(similarities) + cost) / total),
  });
  const parts = expectationParts(cells, inquiry.answers(), (n) => sizes[cells.tenant[n]]);
  return { ...window, ...chosen, cells, parts, sizes };
}

/** The same for given accesses of the window, synchronously. */
export function foreseeNow(
  log: AccessLog,
  days: PairDays,
  window: WindowDays,
  asked: Int32Array,
  threads: number | null,
): { cells: Cells; parts: ExpectationParts; sizes: TenantSizes[] } {
  const { cells, directions, sizes } = pastOf(log, days, window, asked);
  runWorkSync(measuring(directions), threads);
  const answers = askAll(cells, directions, threads);
  return { cells, parts: expectationParts(cells, answers, (n) => sizes[cells.tenant[n]]), sizes };
}

/** The work of measuring all similarities. */
function measuring(directions: Directions) {
  return createWork(Object.values(directions).map((direction) => ({ direction, questions: null })));
}

/** What was known before a window, and accesses as its cells. */
interface Past {
  cells: Cells;
  directions: Directions;
  sizes: TenantSizes[];
}

/** @param asked positions in the log's list */
function pastOf(log: AccessLog, days: PairDays, window: WindowDays, asked: Int32Array): Past {
  const { past, cells } = takeWindow(log, days, window, asked);
  return {
    cells,
    directions: { users: userDirection(past), resources: resDirection(past) },
    sizes: past.users.tenants.map((_, t) => sizesOf(past, t)),
  };
}

function knownPast(log: AccessLog, asked: Int32Array, { state, tenants, users, resources }: KnownPast): Past {
  const ofUser = gather(log.user, asked);
  const cells = cellsOf(
    state.counts,
    gather(log.users.tenantOfEach(), ofUser),
    gather(users, ofUser),
    gather(resources, gather(log.res, asked)),
  );
  // The sizes of a tenant that wasn't there mean nothing.
  const sizes = log.users.tenants.map(() => state.tenants[0].sizes);
  tenants.forEach((t, old) => {
    sizes[t] = state.tenants[old].sizes;
  });
  return { cells, directions: state.directions, sizes };
}
