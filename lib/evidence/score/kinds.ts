import type { Cells } from './cells.js';

/** Whether an access, its user, its resource or its tenant is new. */
export type EvidenceKind = 'seen' | 'novel' | 'cold user' | 'cold resource' | 'cold tenant';

/**
 * The kind of a cell: an access that the fit saw; one of a user and a resource that it saw, but not together;
 * one of a user that it never saw (whatever the resource); one of a resource that it never saw; one of a
 * tenant that it never saw.
 */
export function kindOf({ tenant, user, res, likelihood }: Cells, cell: number): EvidenceKind {
  if (tenant[cell] < 0) return 'cold tenant';
  if (user[cell] < 0) return 'cold user';
  if (res[cell] < 0) return 'cold resource';
  return likelihood[cell] > 0 ? 'seen' : 'novel';
}
