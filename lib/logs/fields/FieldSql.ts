import { sqlText } from '../../sql/sqlText.js';
import type { FieldTree } from './FieldTree.js';
import type { Path, Step } from './path.js';

/** Rows that SQL can select from, and how it reads their fields. */
export interface FieldRows {
  /** The relation, as SQL. */
  relation: string;
  /** The text of a row that is JSON, as SQL; absent if rows have columns. */
  json?: string;
  /** A column as text, as SQL. */
  column?: (name: string) => string;
  /** A nested column as the text of JSON, as SQL, if that isn't its text already. */
  structure?: (name: string) => string;
}

/** Fields that are read from the same JSON. */
interface Layer {
  /** The JSON's text, as SQL. */
  root: string;
  paths: string[];
}

/**
 * Reads fields of rows in SQL. Each JSON text is parsed once for all of its fields: DuckDB would parse it
 * again for each function over it, a hundred times for an event with many fields.
 */
export class FieldSql {
  readonly #rows: FieldRows;
  readonly #layers: Layer[] = [];

  constructor(rows: FieldRows) {
    this.#rows = rows;
  }

  /**
   * The text of a field, as SQL over `relation`: NULL if it is absent or null; for objects and lists, their
   * JSON. JSON that is stored as text, as the tree shows, is parsed on the way.
   */
  text(path: Path, tree: FieldTree | undefined): string {
    const { root, node, rest } = this.#begin(path, tree);
    return this.#walk(root, rest, node).text;
  }

  /** The same, but NULL also for an object or a list, which aren't names. */
  plain(path: Path, tree: FieldTree | undefined): string {
    const { root, node, rest } = this.#begin(path, tree);
    const { text, json, at } = this.#walk(root, rest, node);
    if (json === undefined) return text;
    const isNested = `list_contains(['OBJECT', 'ARRAY'], TRY(json_type(${json}, ${sqlText(at)})))`;
    // Only texts that look like one are parsed.
    return `CASE WHEN ${text}[1] = '{' OR ${text}[1] = '[' THEN CASE WHEN ${isNested} THEN NULL ELSE ${text} END ELSE ${text} END`;
  }

  /** Whether a row isn't a JSON object, as SQL over `relation`; false if rows have columns. */
  get isMalformed(): string {
    const { json } = this.#rows;
    if (json === undefined) return 'false';
    // A list is JSON, too, but only an object has keys.
    const layer = this.#layers.findIndex(({ root }) => root === json);
    const fields = layer < 0 ? this.#at(json, '$."x"').replace('[1]', '') : layerName(layer);
    return `(${fields} IS NULL OR NOT starts_with(ltrim(${json}), '{'))`;
  }

  /** The rows with everything that was asked for. Call it last. */
  get relation(): string {
    return this.#layers.reduce(
      (from, { root, paths }, n) =>
        `(SELECT *, TRY(json_extract_string(${root}, [${paths.map(sqlText).join(', ')}])) AS ${layerName(n)} FROM ${from})`,
      this.#rows.relation,
    );
  }

  #begin(path: Path, tree: FieldTree | undefined) {
    const { json, column, structure } = this.#rows;
    if (json !== undefined) return { root: { json }, node: tree, rest: path };
    const [name, ...rest] = path as readonly [string, ...Step[]];
    const node = tree?.keys.get(name);
    const text = rest.length === 0 ? column!(name) : (structure ?? column!)(name);
    return { root: { text }, node, rest };
  }

  #walk(
    root: { json: string } | { text: string },
    path: Path,
    tree: FieldTree | undefined,
  ): { text: string; json?: string; at: string } {
    if ('text' in root && path.length === 0) return { text: root.text, at: '$' };
    let json = 'text' in root ? root.text : root.json;
    let at = '$';
    let node = tree;
    path.forEach((step, n) => {
      if (typeof step === 'string') {
        at += keySql(step);
        node = node?.keys.get(step);
      } else if (typeof step === 'number') {
        at += `[${step}]`;
        node = node?.entries;
      } else {
        const list = at === '$' ? json : this.#at(json, at);
        const value = `t ->> ${sqlText(`$${keySql(step.key)}`)}`;
        json = `list_filter(TRY(json_extract(${list}, '$[*]')), lambda t: (${value}) = ${sqlText(step.value)})[1]::VARCHAR`;
        at = '$';
        node = node?.entries;
      }
      if (n < path.length - 1 && node?.isText) {
        json = this.#at(json, at);
        at = '$';
      }
    });
    return { text: this.#at(json, at), json, at };
  }

  /** A value of a JSON text by its path in DuckDB's notation, as SQL. */
  #at(root: string, path: string): string {
    let n = this.#layers.findIndex((layer) => layer.root === root);
    if (n < 0) n = this.#layers.push({ root, paths: [] }) - 1;
    const { paths } = this.#layers[n];
    let place = paths.indexOf(path);
    if (place < 0) place = paths.push(path) - 1;
    return `${layerName(n)}[${place + 1}]`;
  }
}

/** A path in DuckDB's notation; for the first entry by a field, the path of the list. */
export function jsonPathOf(path: Path): string {
  const steps = path.map((step) =>
    typeof step === 'string' ? keySql(step) : typeof step === 'number' ? `[${step}]` : '',
  );
  return `$${steps.join('')}`;
}

/** No log has a column with this name. */
function layerName(n: number): string {
  return `access_anomaly_fields_${n}`;
}

function keySql(key: string): string {
  return `."${key.replace(/["\\]/g, '\\$&')}"`;
}
