/** The manifest's name in a model's folder. A folder without one holds no model (yet). */
export const MANIFEST = 'model.json';

/** Whether a file's name is one that `saveModel` gives. */
export function isOurs(name: string): boolean {
  return /^(users|resources|history)-[0-9a-f]{8}\.parquet$|^model\.json(-[0-9a-f]{8})?$/.test(name);
}
