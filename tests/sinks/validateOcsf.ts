import { readFileSync } from 'node:fs';

interface Attribute {
  type: string;
  array: boolean;
  requirement: string;
  enum?: number[];
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

/** What a record breaks of the schema: required attributes that are missing, unknown ones, other types, other enums. */
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
  ];
}

function checkValue(value: unknown, { type, enum: known }: Attribute, at: string): string[] {
  if (known && !known.includes(value as number)) return [`${at} is ${value}, none of ${known.join(', ')}`];
  if (NUMBERS.includes(type)) return Number.isInteger(value) ? [] : [`${at} is no whole number`];
  if (type === 'float_t') return Number.isFinite(value) ? [] : [`${at} is no number`];
  if (type === 'boolean_t') return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
  if (type === 'json_t') return [];
  const definition = schema.objects[type];
  if (definition) return validate(value, definition, at);
  return typeof value === 'string' ? [] : [`${at} is no text (${type})`];
}
