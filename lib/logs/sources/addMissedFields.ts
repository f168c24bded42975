import { randomUUID } from 'node:crypto';
import { sqlText } from '../../sql/sqlText.js';
import { jsonPathOf } from '../fields/FieldSql.js';
import type { FieldTree } from '../fields/FieldTree.js';
import { findVendorFields, lettersOf } from '../fields/findFields.js';
import { withoutType } from '../fields/logAnalytics.js';
import { type Path, parsePath } from '../fields/path.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import { parsedObjects } from '../smallFiles/Sample.js';

/** This many rows show the type of a field. */
const SHOWN = 20;
/**
 * With more rows than this, the sample has thousands, and looking at each row would take half as long as
 * reading it.
 */
const MOST_ROWS = 150_000;
/** Found keys may have other keys below them. */
const MOST_ROUNDS = 3;

/**
 * Looks through all JSON rows, if they aren't too many, for forms of the wanted fields that the sample
 * missed: keys in another spelling, and fields with another type in some rows, such as an object where others
 * have text. It adds such rows to the tree.
 */
export async function addMissedFields(
  { json, relation, run, numRows = 0 }: OpenedRows,
  tree: FieldTree,
  names: readonly string[],
): Promise<void> {
  if (json === undefined || run === undefined || names.length === 0 || numRows > MOST_ROWS) return;
  const paths = names.map(parsePath);
  const seen = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const conditions = await missed(run, { json, relation }, tree, paths);
    const others = conditions.filter((condition) => !seen.has(condition));
    if (others.length === 0) return;
    for (const condition of others) {
      seen.add(condition);
      const found = await run(`SELECT ${json} FROM ${relation} WHERE ${condition} LIMIT ${SHOWN}`);
      for (const record of parsedObjects(found.map(([row]) => String(row)))) tree.add(record);
    }
  }
}

type Run = NonNullable<OpenedRows['run']>;

/** The rows with forms of the fields that the tree doesn't have. */
async function missed(
  run: Run,
  { json, relation }: { json: string; relation: string },
  tree: FieldTree,
  paths: readonly Path[],
): Promise<string[]> {
  const prefixes = prefixesOf(tree, paths);
  const asked = new Map(
    [...prefixes, ...paths.flatMap((path) => plainOnes(tree, path))].map((path) => [jsonPathOf(path), path]),
  );
  const list = (texts: readonly string[]) => `[${texts.map(sqlText).join(', ')}]`;
  const types = asked.size === 0 ? 'NULL' : `TRY(json_type(${json}, ${list([...asked.keys()])}))`;
  const below = prefixes.length === 0 ? 'NULL' : `TRY(json_keys(${json}, ${list(prefixes.map(jsonPathOf))}))`;
  // Rows have few shapes, which cost little once they are grouped.
  const table = `shapes_${randomUUID().replaceAll('-', '')}`;
  await run(`CREATE TEMP TABLE ${table} AS
    SELECT DISTINCT TRY(json_keys(${json})) AS keys, ${below} AS below, ${types} AS types FROM ${relation}`);
  const keys = await run(`SELECT DISTINCT unnest(keys) FROM ${table}
    ${prefixes.length === 0 ? '' : `UNION SELECT DISTINCT unnest(flatten(below)) FROM ${table}`}`);
  const kinds =
    asked.size === 0
      ? []
      : await run(`SELECT DISTINCT unnest(${list([...asked.keys()])}), unnest(types) FROM ${table}`);
  await run(`DROP TABLE ${table}`);
  const known = new Set(allKeys(tree));
  const letters = new Set(paths.flatMap(spellingsOf));
  const isMissed = (key: string) => !known.has(key) && letters.has(lettersOf(withoutType(key)));
  return [
    ...keys
      .map(([key]) => String(key))
      .filter(isMissed)
      .map((key) => `contains(${json}, ${sqlText(JSON.stringify(key))})`),
    ...kinds
      .map(([path, kind]) => [String(path), String(kind)] as const)
      .filter(([path, kind]) => !isKnown(nodeAt(tree, asked.get(path)!), kind))
      .map(([path, kind]) => `TRY(json_type(${json}, ${sqlText(path)})) = ${sqlText(kind)}`),
  ];
}

/** Whether a field was seen with a type of JSON. */
function isKnown(field: FieldTree | undefined, kind: string): boolean {
  if (kind === 'null' || kind === 'NULL') return true;
  if (kind === 'OBJECT') return (field?.keys.size ?? 0) > 0;
  if (kind === 'ARRAY') return field?.entries !== undefined;
  return field !== undefined && (field.values.size > 0 || field.isText);
}

/** The objects in which fields are looked for, according to the tree. */
function prefixesOf(tree: FieldTree, paths: readonly Path[]): Path[] {
  const found = new Map<string, Path>();
  for (const path of paths) {
    for (let length = 1; length < path.length; length++) {
      for (const prefix of plainOnes(tree, path.slice(0, length))) found.set(jsonPathOf(prefix), prefix);
    }
  }
  return [...found.values()];
}

/** The fields that a path means and that are outside of lists and of JSON in texts. */
function plainOnes(tree: FieldTree, path: Path): Path[] {
  if (path.some((step) => typeof step !== 'string')) return [];
  return findVendorFields(tree, path).filter((each) =>
    each.slice(0, -1).every((_, n) => !nodeAt(tree, each.slice(0, n + 1))?.isText),
  );
}

function nodeAt(tree: FieldTree, path: Path): FieldTree | undefined {
  return path.reduce<FieldTree | undefined>(
    (node, step) => (typeof step === 'string' ? node?.keys.get(step) : node?.entries),
    tree,
  );
}

function allKeys(tree: FieldTree): string[] {
  return [...tree.keys].flatMap(([key, field]) => [key, ...allKeys(field)]);
}

/** The letters of keys that may mean a part of a path: one of its keys, or several joined. */
function spellingsOf(path: Path): string[] {
  const keys = path.filter((step) => typeof step === 'string').map(lettersOf);
  return keys.flatMap((_, from) => keys.slice(from).map((__, n) => keys.slice(from, from + n + 1).join('')));
}
