import type { Table } from 'apache-arrow';
import { contextNames } from '../../../accesses/contexts.js';
import type { EvidenceState } from '../../../evidence/score/EvidenceState.js';
import type { Doubt } from './Doubt.js';
import { percent } from './percent.js';

/** More than this share of newcomers is too much. */
const MUCH_NEW = 0.5;

/** Whether most accesses are new. */
export function aboutNewcomers(scored: Table | undefined): Doubt[] {
  const kinds = scored?.getChild('kind');
  if (!kinds || kinds.length === 0) return [];
  let isNew = 0;
  let isForeign = 0;
  for (const kind of kinds) {
    if (String(kind).startsWith('cold')) isNew++;
    if (kind === 'cold tenant') isForeign++;
  }
  if (isNew <= MUCH_NEW * kinds.length) return [];
  const share = percent(isNew / kinds.length);
  return [
    isForeign > MUCH_NEW * kinds.length
      ? {
          doubt: `${percent(isForeign / kinds.length)} of the accesses are of tenants that the model has never seen.`,
          advice: 'Name the tenant as it was named for the model.',
        }
      : {
          doubt: `${share} of the accesses are of users or resources that the model has never seen.`,
          advice:
            'Check that names are spelled as before (case, domains), and learn from a longer or later time.',
        },
  ];
}

/** A context that the table lacks can't give a thief away. */
export function aboutMissing({ params, time }: EvidenceState, scored: Table | undefined): Doubt[] {
  if (time === null || scored === undefined || scored.numRows === 0) return [];
  const isMissing = (name: string) => {
    const column = scored.getChild(name);
    return column === null || column.nullCount === scored.numRows;
  };
  const doubts: Doubt[] = [];
  if (params.dayCol !== null && isMissing(params.dayCol)) {
    doubts.push({
      doubt:
        'The accesses have no days: they are judged as those of one day, and a model with days does not learn them.',
      advice: "Read the log with its times, `readAccess(path, { by: 'day' })`.",
    });
  }
  const missing = contextNames(params).filter(isMissing);
  if (missing.length === 0) return doubts;
  return [
    ...doubts,
    {
      doubt: `The accesses say nothing of ${missing.join(', ')}, by which the model has learned: a stolen account may not show.`,
      advice: 'Read the log as for the model: `by`, `hours` and `context`.',
    },
  ];
}
