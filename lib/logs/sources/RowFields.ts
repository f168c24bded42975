import { describe } from '../../base/text/describe.js';
import { nearestFirst } from '../../base/text/nearest.js';
import { shownList } from '../../base/text/shownList.js';
import { LONGEST_HELD } from '../decode/json/JsonRecord.js';
import { FieldSql } from '../fields/FieldSql.js';
import { FieldTree } from '../fields/FieldTree.js';
import { fieldNames } from '../fields/fieldNames.js';
import { findFields, findVendorFields } from '../fields/findFields.js';
import { type Path, parsePath } from '../fields/path.js';
import { filled } from '../names/noName.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import { addMissedFields } from './addMissedFields.js';
import type { EventSource } from './EventSource.js';

/** Something that isn't a log may have endless fields. */
const MOST_LISTED = 60;

/** The fields of rows, as SQL by their names. */
export class RowFields {
  readonly #opened: OpenedRows;
  readonly #sql: FieldSql;
  readonly #tree: FieldTree;
  /** Values that are computed once for each row, as SQL over the fields and over earlier values. */
  readonly #computed: string[][] = [];
  readonly #columns = new Map<string, string>();

  private constructor(opened: OpenedRows, tree: FieldTree) {
    this.#opened = opened;
    this.#sql = new FieldSql(opened);
    this.#tree = tree;
  }

  /** @param wanted names that will be asked for, or any: if all are columns, no row is looked at */
  static async of(opened: OpenedRows, wanted: readonly string[] | 'all'): Promise<RowFields> {
    const { names } = opened;
    const columns = FieldTree.ofColumns(names ?? []);
    if (wanted !== 'all' && names !== undefined && wanted.every((name) => names.includes(name))) {
      return new RowFields(opened, columns);
    }
    const tree = await opened.sample();
    // A column without values is still a column.
    for (const [name, column] of columns.keys) if (!tree.keys.has(name)) tree.keys.set(name, column);
    return new RowFields(opened, tree);
  }

  /** Looks through all rows for forms of these fields that the sample missed: see `addMissedFields`. */
  lookFor(names: readonly string[], within: readonly string[] = []): Promise<void> {
    const places = names.flatMap((name) => placesOf(name, within));
    return addMissedFields(this.#opened, this.#tree, places);
  }

  /** Whether there is a field of that name. */
  has(name: string): boolean {
    return this.#find(name).length > 0;
  }

  /**
   * The text of the field that a name means, as SQL; if there are several spellings, the first that is
   * filled.
   *
   * @throws RangeError listing the fields, the nearest first; or if there are several columns of that name
   */
  text(name: string): string {
    const paths = this.#found(name);
    const text = firstFilled(paths.map((path) => this.#sql.plain(path, this.#tree)));
    // A plain column can be read together with those of other files.
    return this.#opened.names !== undefined && paths.length === 1 && paths[0].length === 1
      ? text
      : this.once(text);
  }

  /**
   * SQL that is computed once for each row, however often it is used; otherwise it would double with each
   * step.
   *
   * @param level 0: over the fields; 1: over values computed from these
   */
  once(sql: string, level = 0): string {
    if (/^\w+$/.test(sql)) return sql;
    const known = this.#columns.get(`${level} ${sql}`);
    if (known !== undefined) return known;
    this.#computed[level] ??= [];
    const name = `access_anomaly_${level}_${this.#computed[level].push(sql) - 1}`;
    this.#columns.set(`${level} ${sql}`, name);
    return name;
  }

  /** The column that a name means; undefined if there are several, or none. */
  column(name: string): string | undefined {
    const columns = this.#find(name).filter(({ length }) => length === 1);
    return columns.length === 1 ? String(columns[0][0]) : undefined;
  }

  /**
   * The text of a vendor's field, as SQL, first in the places where the event may be `within` another; else
   * NULL.
   */
  vendorText(name: string, within: readonly string[] = []): string {
    const paths = this.#vendorPaths(name, within);
    if (paths.length > 0) {
      const texts = paths.map((path) => this.#sql.text(path, this.#tree));
      return this.once(firstFilled(texts, true));
    }
    // The sample may have missed rare fields. Those in lists aren't looked for again: they cost more to read.
    const isPlain = parsePath(name).every((step) => typeof step === 'string');
    return this.#opened.json === undefined || !isPlain
      ? 'NULL'
      : this.once(filled(this.#sql.text(parsePath(name), this.#tree)));
  }

  /**
   * The same, or the field that a user means by the name.
   *
   * @throws RangeError listing the fields if there is none
   */
  vendorField(name: string, within: readonly string[] = []): string {
    return this.#vendorPaths(name, within).length > 0 ? this.vendorText(name, within) : this.text(name);
  }

  /** Whether a row is malformed, as SQL. */
  get isMalformed(): string {
    const conditions = [this.#opened.isMalformed, this.#sql.isMalformed].filter((sql) => sql !== 'false');
    return conditions.length === 0 ? 'false' : `(${conditions.join(' OR ')})`;
  }

  /** The rows with everything that was asked for, as SQL. Call it last. */
  get relation(): string {
    return this.#computed.reduce(
      (from, columns, level) =>
        `(SELECT *, ${columns.map((sql, n) => `${sql} AS access_anomaly_${level}_${n}`).join(', ')} FROM ${from})`,
      this.#sql.relation,
    );
  }

  /** The properties of an event source that don't depend on its fields. Call it last. */
  get rows(): Pick<EventSource, 'files' | 'file' | 'line' | 'probe' | 'tree' | 'isMalformed' | 'relation'> {
    const { files, file, line, probe } = this.#opened;
    // It may add to the relation.
    const isMalformed = this.isMalformed;
    return { files, file, line, probe, tree: this.#tree, isMalformed, relation: this.relation };
  }

  /**
   * Says in an error what there is if no row has any field; for JSON, that no record in the sample can be
   * read.
   */
  get #noFields(): string {
    if (this.#opened.json === undefined) return 'no columns';
    return `no record, or none that can be read: each has to be JSON with fields, of at most ${LONGEST_HELD / 2 ** 20} MB; export it in smaller records`;
  }

  #vendorPaths(name: string, within: readonly string[]): Path[] {
    return placesOf(name, within).flatMap((place) => findVendorFields(this.#tree, parsePath(place)));
  }

  #find(name: string): Path[] {
    const exact = this.#tree.keys.has(name) ? [[name]] : [];
    const found = findFields(this.#tree, parsePath(name));
    return [...exact, ...found.filter((path) => path.length !== 1 || path[0] !== name)];
  }

  #found(name: string): Path[] {
    const { names = [], files } = this.#opened;
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      throw new RangeError(`Expected one column ${describe(name)} in ${shownList(files)}, got several`);
    }
    const paths = this.#find(name);
    if (paths.length > 0) return paths;
    const named = fieldNames(this.#tree).map(({ name: field }) => field);
    const fields = nearestFirst(name, named);
    const listed = fields.slice(0, MOST_LISTED).map((field) => describe(shortened(field)));
    throw new MissingField(
      name,
      `Expected a column ${describe(name)} in ${shownList(files)}, got ${listed.join(', ') || this.#noFields}${fields.length > MOST_LISTED ? ', ...' : ''}`,
    );
  }
}

/** A field that no row has, by its name. */
export class MissingField extends RangeError {
  readonly #field: string;

  constructor(field: string, message: string) {
    super(message);
    this.#field = field;
  }

  get field(): string {
    return this.#field;
  }
}

/** The places where a vendor's field may be. */
export function placesOf(name: string, within: readonly string[] = []): string[] {
  return [...within.map((place) => `${place}.${name}`), name];
}

function firstFilled(texts: readonly string[], isFilled = texts.length > 1): string {
  const values = isFilled ? texts.map(filled) : texts;
  return values.length === 1 ? values[0] : `coalesce(${values.join(', ')})`;
}

function shortened(name: string): string {
  return name.length > 100 ? `${name.slice(0, 100)}…` : name;
}
