import { readFileSync } from 'node:fs';

interface Attribute {
  type: string;
  array: boolean;
  requirement: string;
  /** Captions by number. */
  enum?: Record<string, string>;
  /** The attribute that has the caption as text. */
  sibling?: string;
}

interface Definition {
  attributes: Record<string, Attribute>;
  constraints?: { at_least_one?: string[]; just_one?: string[] } | null;
}

const schema = JSON.parse(readFileSync('tests/fixtures/ocsf/detection_finding.json', 'utf8')) as {
  class: Definition;
  objects: Record<string, Definition>;
};

const NUMBERS = ['integer_t', 'long_t', 'timestamp_t', 'port_t'];

/** The number of what a schema has no number for: its sibling says what it is. */
const OTHER = 99;

/**
 * How a record breaks the schema: required attributes that are missing, unknown ones, other types, other
 * enums, captions that aren't those of their numbers.
 */
export function validateOcsf(record: unknown): string[] {
  return validate(record, schema.class, 'finding');
}

function validate(value: unknown, { attributes, constraints }: Definition, at: string): string[] {
  if (typeof value !== 'object' || value === null) return [`${at} is no object`];
  const record = value as Record<string, unknown>;
  const names = Object.keys(record);
  const oneOf = constraints?.at_least_one ?? constraints?.just_one;
  return [
    ...Object.entries(attributes).flatMap(([name, { requirement }]) =>
      requirement === 'required' && record[name] === undefined ? [`${at}.${name} is missing`] : [],
    ),
    ...(oneOf && !oneOf.some((name) => names.includes(name))
      ? [`${at} has none of ${oneOf.join(', ')}`]
      : []),
    ...names.flatMap((name) => {
      const attribute = attributes[name];
      if (attribute === undefined) return [`${at}.${name} is unknown`];
      const own = record[name];
      if (!attribute.array) return checkValue(own, attribute, `${at}.${name}`);
      if (!Array.isArray(own)) return [`${at}.${name} is no array`];
      return own.flatMap((each, n) => checkValue(each, attribute, `${at}.${name}[${n}]`));
    }),
    ...names.flatMap((name) => checkSibling(record, name, attributes[name], at)),
  ];
}

function checkSibling(
  record: Record<string, unknown>,
  name: string,
  attribute: Attribute | undefined,
  at: string,
): string[] {
  const { enum: captions, sibling } = attribute ?? {};
  if (!captions || !sibling || record[sibling] === undefined || record[name] === OTHER) return [];
  const caption = captions[String(record[name])];
  return record[sibling] === caption
    ? []
    : [`${at}.${sibling} is ${record[sibling]}, ${name} ${record[name]} is ${caption}`];
}

function checkValue(value: unknown, { type, enum: known }: Attribute, at: string): string[] {
  if (known && !(typeof value === 'number' && Object.hasOwn(known, value))) {
    return [`${at} is ${value}, none of ${Object.keys(known).join(', ')}`];
  }
  if (NUMBERS.includes(type)) return Number.isInteger(value) ? [] : [`${at} is no whole number`];
  if (type === 'float_t') return Number.isFinite(value) ? [] : [`${at} is no number`];
  if (type === 'boolean_t') return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
  if (type === 'json_t') return [];
  const definition = schema.objects[type];
  if (definition) return validate(value, definition, at);
  return typeof value === 'string' ? [] : [`${at} is no text (${type})`];
}
