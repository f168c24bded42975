/** Whose drift: that of users, or of resources. */
export type DriftOf = 'users' | 'resources';

/** How a user, or a resource, moved from one model to another. */
export interface DriftRow {
  tenant: string;
  name: string;
  /** Null if it is in neither model. */
  change: 'moved' | 'new' | 'gone' | null;
  drift: number | null;
  shift: number | null;
}

export interface Drift {
  /** The unit of drift and shift. */
  unit: 'deviations of the score' | 'nats of evidence';
  /** By tenant and name. */
  rows: DriftRow[];
  /** The second model's names of these columns. */
  columns: { tenantCol: string; userCol: string; resCol: string };
}

/** How something changed that was, or is, in a model. */
export function changeOf(wasThere: boolean, isThere: boolean): DriftRow['change'] {
  if (isThere) return wasThere ? 'moved' : 'new';
  return wasThere ? 'gone' : null;
}
