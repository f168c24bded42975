import { concatenate } from '../../base/numbers/concatenate.js';
import { type Mixture, takeParts, weighAll } from '../mixture/mixture.js';
import type { ExpectationParts } from '../score/expectationParts.js';
import type { ForeseenWindow } from '../score/TimeState.js';

/** The weights of the parts of both expectations, learned from how they predicted new accesses. */
interface ForwardWeights {
  ofResource: Mixture;
  ofUser: Mixture;
}

/** For each tenant; null if nobody did anything new in any window. */
export function learnForward(
  windows: readonly ForeseenWindow[],
  numTenants: number,
): (ForwardWeights | null)[] {
  const novel = Array.from({ length: numTenants }, () => windows.map((): number[] => []));
  windows.forEach(({ cells: { tenant }, isLearned }, w) => {
    for (let cell = 0; cell < tenant.length; cell++) {
      if (isLearned[cell] === 1) novel[tenant[cell]][w].push(cell);
    }
  });
  return novel.map((ofWindows) => {
    if (ofWindows.every((cells) => cells.length === 0)) return null;
    const cells = ofWindows.map((each) => Int32Array.from(each));
    return {
      ofResource: learn(windows, cells, 'ofResource', 'numResources'),
      ofUser: learn(windows, cells, 'ofUser', 'numUsers'),
    };
  });
}

/** @param cells the cells of each window */
function learn(
  windows: readonly ForeseenWindow[],
  cells: readonly Int32Array[],
  name: keyof ExpectationParts,
  row: 'numResources' | 'numUsers',
): Mixture {
  const of = cells.map((own, w) => takeParts(windows[w].parts[name], own));
  const parts = concatenate(Float64Array, of);
  const degrees = cells.map((own, w) => own.map((cell) => windows[w].cells[row][cell]));
  return weighAll(parts, concatenate(Int32Array, degrees));
}
