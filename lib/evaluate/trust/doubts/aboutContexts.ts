import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import type { Doubt } from './Doubt.js';

/** From this share of its values on, a context is as good as the account's name. */
const NEARLY_ALL = 0.9;

/** A context that names the account is useless: whoever has the account has it, too. */
export function aboutContexts({ time, counts, tenants }: EvidenceState): Doubt[] {
  return (time?.contexts ?? []).flatMap(({ name, isHour, counts: { numValues, numOnce } }): Doubt[] => {
    const isName = (_: unknown, t: number) => {
      const numUsers = counts.users.starts[t + 1] - counts.users.starts[t];
      return numOnce[t] >= NEARLY_ALL * numValues[t] && numValues[t] >= NEARLY_ALL * numUsers;
    };
    if (isHour || !tenants.every(isName)) return [];
    return [
      {
        doubt: `Nearly every account has its own ${name}: it says who it is, not where or how.`,
        advice: `Leave ${name} out of contextCols, or take a coarser one, such as a network instead of an address.`,
      },
    ];
  });
}
