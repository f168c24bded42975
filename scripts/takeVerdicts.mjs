// @ts-check
import path from 'node:path';
import { setup } from './setup/setup.mjs';

/** The parameter for the file of verdicts. */
const NAME = 'verdicts';
const DEFAULT_FILE = 'verdicts.csv';

/**
 * The file of verdicts that a notebook was given.
 * @param {Record<string, unknown>} parameters of the notebook
 * @param {string} folder the folder in which its paths begin
 */
export function verdictsOf(parameters, folder) {
  const file = parameters[NAME];
  if (typeof file === 'string' && file !== '') return path.resolve(folder, file);
  throw new Error(`Expected -p ${NAME}=... to name the file that --${NAME} is taken into, got none`);
}

/**
 * Takes new verdicts into a file without running a notebook.
 * @param {string} file the new verdicts
 * @param {readonly string[]} given as `name=value`
 * @param {string} here the folder in which the command was given
 */
export async function takeVerdictsAlone(file, given, here) {
  const others = given.filter((pair) => !pair.startsWith(`${NAME}=`));
  if (others.length > 0) {
    throw new Error(`Expected a notebook for -p ${others[0]}, got --${NAME} without one`);
  }
  const named = given.map((pair) => pair.slice(NAME.length + 1)).filter((name) => name !== '');
  await setup();
  await takeVerdicts(file, path.resolve(here, named.at(-1) ?? DEFAULT_FILE));
}

/**
 * Takes new verdicts into a file, and says what happened to them. Needs the built library.
 * @param {string} file
 * @param {string} into
 */
export async function takeVerdicts(file, into) {
  const library = await import('../lib/dist/alerts/verdicts/takeVerdicts.js');
  const { added, before, contradictions } = await library.takeVerdicts(file, into);
  console.log(`verdicts    ${added} added to ${into}, ${before} there before`);
  for (const sentence of contradictions) console.log(`verdicts    ${sentence}`);
}
