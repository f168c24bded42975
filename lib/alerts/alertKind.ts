import type { Cells } from '../evidence/score/cells.js';
import { type EvidenceKind, kindOf } from '../evidence/score/kinds.js';

/** Whether an access, its account or its resource is new. */
export type AlertKind = 'seen before' | 'new for the account' | 'new account' | 'new resource' | 'new tenant';

const KINDS: Record<EvidenceKind, AlertKind> = {
  seen: 'seen before',
  novel: 'new for the account',
  'cold user': 'new account',
  'cold resource': 'new resource',
  'cold tenant': 'new tenant',
};

/** The kind of a distinct access, in words. */
export function alertKind(cells: Cells, access: number): AlertKind {
  return KINDS[kindOf(cells, access)];
}
