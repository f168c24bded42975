/** The manifest's name in a model's folder. A folder without one holds no model (yet). */
export const MANIFEST = 'model.json';

/** The kinds of files that models of either estimator have. */
const FILE_KINDS = [
  ...['users', 'resources', 'history', 'accesses', 'weights', 'calibration'],
  ...['records', 'values', 'contexts', 'held-back', 'incidents'],
];

const OURS = new RegExp(`^(${FILE_KINDS.join('|')})-[0-9a-f]{8}\\.parquet$|^model\\.json(-[0-9a-f]{8})?$`);

/** Whether a save gives files such a name. */
export function isOurs(name: string): boolean {
  return OURS.test(name);
}

/** The common part of the names of one save's files; null for a manifest. */
export function saveOf(name: string): string | null {
  return /-([0-9a-f]{8})(\.parquet)?$/.exec(name)?.[1] ?? null;
}
