// @ts-check
import { readFileSync } from 'node:fs';

/** `let name = value;  const name: type = value; // help`, as jupyter/typescript_translator.py reads it. */
const DECLARATION =
  /^(?:let|const|var)\s+(?<name>[\w$]+)\s*(?::\s*[^=]+?)?\s*=\s*(?<value>.*?);?\s*(?:\/\/.*)?$/;

/** @typedef {string | number | boolean | null} Value */

/**
 * The values that `-p name=value` gives a notebook's parameters, each with the type of its default. It works
 * before anything is installed.
 * @param {string} notebook
 * @param {string[]} given as `name=value`
 * @returns {Record<string, Value>}
 */
export function readParameters(notebook, given) {
  const defaults = defaultsOf(notebook);
  /** @type {Record<string, Value>} */
  const values = {};
  for (const pair of given) {
    const equals = pair.indexOf('=');
    if (equals < 1) throw new Error(`Expected -p name=value, got ${pair}`);
    const name = pair.slice(0, equals);
    const text = defaults.get(name);
    if (text === undefined) {
      const known = [...defaults.keys()].join(', ') || 'none: it has no cell tagged `parameters`';
      throw new Error(`Expected a parameter of the notebook, got ${name}. It knows ${known}.`);
    }
    values[name] = typed(name, text, pair.slice(equals + 1));
  }
  return values;
}

/**
 * The parameters and the code of their defaults.
 * @param {string} notebook
 * @returns {Map<string, string>}
 */
function defaultsOf(notebook) {
  /**
   * @type {{ cell_type?: string, source: string | string[], metadata?: { tags?: string[] } }[] | undefined}
   */
  let cells;
  try {
    ({ cells } = JSON.parse(readFileSync(notebook, 'utf8')));
  } catch (error) {
    throw new Error(`Expected a notebook, got ${notebook}: ${/** @type {Error} */ (error).message}`);
  }
  if (!Array.isArray(cells)) throw new Error(`Expected a notebook, got ${notebook}, which has no cells`);
  const cell = cells.find(({ metadata }) => metadata?.tags?.includes('parameters'));
  const lines = [cell?.source ?? ''].flat().join('').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const groups = DECLARATION.exec(line)?.groups;
      return groups ? [/** @type {const} */ ([groups.name, groups.value])] : [];
    }),
  );
}

/**
 * A value of the type that the default has: a number, true or false, or text; any of them if the default has
 * another type.
 * @param {string} name
 * @param {string} fallback the default's code
 * @param {string} text
 * @returns {Value}
 */
function typed(name, fallback, text) {
  const number = text.trim() === '' ? undefined : Number(text);
  const isNumber = number !== undefined && (!Number.isNaN(number) || text === 'NaN');
  const refuse = (/** @type {string} */ kind) => {
    throw new Error(
      `Expected ${name} to be ${kind}, as its default ${fallback}, got ${text || 'an empty text'}`,
    );
  };
  if (/^['"`]/.test(fallback)) return text;
  if (/^(true|false)$/.test(fallback))
    return /^(true|false)$/.test(text) ? text === 'true' : refuse('true or false');
  if (/^[-+.\d]|^(Infinity|NaN)$/.test(fallback)) return isNumber ? number : refuse('a number');
  if (/^(true|false)$/.test(text)) return text === 'true';
  if (text === 'null') return null;
  return isNumber ? number : text;
}

/**
 * Values as JSON that Python reads, with the numbers that JSON proper lacks.
 * @param {Record<string, Value>} values
 */
export function toPythonJson(values) {
  const entries = Object.entries(values).map(
    ([name, value]) =>
      `${JSON.stringify(name)}: ${typeof value === 'number' ? String(value) : JSON.stringify(value)}`,
  );
  return `{${entries.join(', ')}}`;
}
