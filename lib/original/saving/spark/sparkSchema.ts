import { describe } from '../../../base/text/describe.js';
import { visibleText } from '../../../base/text/visibleText.js';
import type { ThriftStruct } from './thriftCompact.js';
import { numberIn, optionalNumber, structsIn, textIn } from './thriftFields.js';

/** A column of values in a Parquet file. */
export interface ParquetLeaf {
  path: readonly string[];
  /** Parquet's number of the type. */
  type: number;
  /** Whether it has several values a row. */
  isRepeated: boolean;
}

/** An element of a Parquet schema, by Parquet's own numbers; undefined if it has none. */
interface SchemaElement {
  name: string;
  type?: number;
  repetition: number;
  children?: number;
  converted?: number;
}

const REQUIRED = 0;
const OPTIONAL = 1;
const REPEATED = 2;

/** The plain types of Spark: Parquet's type, and what it was converted from. */
const PLAIN_TYPES = new Map<unknown, Pick<SchemaElement, 'type' | 'converted'>>([
  ['boolean', { type: 0 }],
  ['byte', { type: 1, converted: 15 }],
  ['short', { type: 1, converted: 16 }],
  ['integer', { type: 1 }],
  ['long', { type: 2 }],
  ['float', { type: 4 }],
  ['double', { type: 5 }],
  ['string', { type: 6, converted: 0 }],
]);
const LIST = 3;

/** The logical types that mean the same as a conversion, by its number. */
const LOGICAL = new Map([
  [0, 1],
  [LIST, 3],
  [15, 10],
  [16, 10],
]);

/** What to do about a file that can't be checked. */
export const BY_SPARK = "save the model by Spark's defaults, or copy it with its .crc files";

const ROW_METADATA = 'org.apache.spark.sql.parquet.row.metadata';

/**
 * The columns of a file. Spark stores them twice, as Parquet's schema and as its own schema in JSON, so that
 * damage to either shows.
 *
 * @throws Error saying how the two differ, or that there is only one
 */
export function sparkLeaves(footer: ThriftStruct): ParquetLeaf[] {
  const [root, ...elements] = structsIn(footer, 2, 'columns');
  const expected = sparkFields(footer);
  const inAll = expected.flatMap(({ elements }) => elements);
  if (root === undefined || root.get(5) !== expected.length || elements.length !== inAll.length) {
    throw new Error(`columns that don't match Spark's schema: ${BY_SPARK}`);
  }
  inAll.forEach((element, n) => {
    expectElement(element, elements[n]);
  });
  return expected.map(({ elements }) => ({
    path: elements.map(({ name }) => name),
    type: elements.at(-1)!.type!,
    isRepeated: elements.length > 1,
  }));
}

function expectElement(expected: SchemaElement, found: ThriftStruct): void {
  const name = textIn(found, 4, 'a name of a column');
  const converted = optionalNumber(found, 6, 'a type of a column');
  const logical = found.get(10);
  const isRight =
    name === expected.name &&
    optionalNumber(found, 1, 'a type of a column') === expected.type &&
    numberIn(found, 3, 'a repetition of a column') === expected.repetition &&
    optionalNumber(found, 5, 'columns of a column') === expected.children &&
    converted === expected.converted &&
    (logical === undefined ||
      (logical instanceof Map && converted !== undefined && logical.has(LOGICAL.get(converted)!)));
  if (!isRight) {
    throw new Error(`a column ${describe(name)} that doesn't match Spark's schema: ${BY_SPARK}`);
  }
}

/** The columns according to Spark, each as the list of its schema elements down to the values. */
function sparkFields(footer: ThriftStruct): { elements: SchemaElement[] }[] {
  const entries = footer.has(5) ? structsIn(footer, 5, 'words of its writer') : [];
  const entry = entries.find((each) => textIn(each, 1, 'a key') === ROW_METADATA);
  if (entry === undefined) {
    throw new Error(`no schema of Spark: ${BY_SPARK}`);
  }
  const { fields } = parseObject(textIn(entry, 2, 'a schema of Spark'));
  if (!Array.isArray(fields)) throw new Error('a schema of Spark without columns');
  return fields.map((field: unknown) => ({ elements: elementsOf(Object(field)) }));
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Error('a schema of Spark that is no JSON');
  }
}

function elementsOf({ name: given, type, nullable }: Record<string, unknown>): SchemaElement[] {
  const name = String(given);
  const repetition = repetitionOf(nullable);
  const plain = PLAIN_TYPES.get(type);
  if (plain) return [{ name, repetition, ...plain }];
  const { type: kind, elementType, containsNull } = Object(type) as Record<string, unknown>;
  const element = PLAIN_TYPES.get(elementType);
  if (kind !== 'array' || element === undefined) {
    throw new Error(
      `a column ${describe(name)} of ${visibleText(String(JSON.stringify(type)))}, which no model of SynapseML's has: save the model again`,
    );
  }
  return [
    { name, repetition, children: 1, converted: LIST },
    { name: 'list', repetition: REPEATED, children: 1 },
    { name: 'element', repetition: repetitionOf(containsNull), ...element },
  ];
}

function repetitionOf(nullable: unknown): number {
  if (typeof nullable !== 'boolean') throw new Error('a schema of Spark that is not whole');
  return nullable ? OPTIONAL : REQUIRED;
}
