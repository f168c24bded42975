/** Whose drift: that of users, or of resources. */
export type DriftOf = 'users' | 'resources';

/** How a user, or a resource, got from one model to another. */
export interface DriftRow {
  tenant: string;
  name: string;
  /** Null: in neither model. */
  change: 'moved' | 'new' | 'gone' | null;
  drift: number | null;
  shift: number | null;
}

export interface Drift {
  /** Of drift and shift. */
  unit: 'deviations of the score' | 'nats of evidence';
  /** By tenant and name. */
  rows: DriftRow[];
  /** What the second model calls its columns. */
  columns: { tenantCol: string; userCol: string; resCol: string };
}

/** What becomes of somebody who isn't in both models. */
export function changeOf(wasThere: boolean, isThere: boolean): DriftRow['change'] {
  if (isThere) return wasThere ? 'moved' : 'new';
  return wasThere ? 'gone' : null;
}
