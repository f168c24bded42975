'use strict';

const { columnsOf, hasProperty } = require('./columnsOf.cjs');
/** @import { Bundle, CompleteReply, Handler, InspectReply, LastCode } from './types.cjs' */
/** @import { Program, Tslab, TypeScript } from './types.cjs' */
/** @import { SignatureHelpItems } from '@tslab/typescript-for-tslab' */

/**
 * The compiler with parts that its declarations leave out.
 * @typedef {{
 *   SignatureHelp: {
 *     getSignatureHelpItems(program: object, file: object, position: number, reason: undefined, token:
 *     object):
 *       SignatureHelpItems | undefined,
 *   },
 * }} WithSignatureHelp
 */

/** `name?` or `?name`, as in IPython. */
const QUESTION = /^\s*(?:\?\s*([\w$.]+)|([\w$.]+)\s*\?)\s*;?\s*$/;
/** The name of a column that is being typed: table.getChild('..., table.select(['...', frame['... */
const COLUMN_TEXT =
  /([\w$]+)(?:[?!]?\.(?:getChild|select|column|summarize)\(\s*\[?|\[)(?:\s*(['"])[^'"]*\2\s*,)*\s*(['"])([^'"]*)$/;
const PROPERTY = /([\w$]+)\.([\w$]*)$/;
/** Characters before the cursor that are looked at: in a text of a million the two would search forever. */
const LOOKED_AT = 4096;

/**
 * Help while code is written: the signature of the call around the cursor (tslab only knows the name under
 * it), the documentation of `name?`, and the columns of existing tables.
 *
 * @param {Tslab} tslab
 * @param {{ last: LastCode }} kernel `last` has the program of the code last asked about
 * @returns {{ helpFor: (code: string, handler: Handler) => Bundle
 *   | undefined }} for a cell `name?`, the page on that name as a MIME bundle
 */
function helpOnCode(
  { jupyter: { JupyterHandlerImpl }, inspect: { printQuickInfo }, typescript: ts },
  { last },
) {
  const { handleInspect, handleComplete } = JupyterHandlerImpl.prototype;

  JupyterHandlerImpl.prototype.handleInspect = function (request) {
    /** @type {InspectReply} */
    const nothing = { status: 'ok', found: false, data: {}, metadata: {} };
    const reply = attempt(() => handleInspect.call(this, request), nothing);
    if (reply.found) return reply;
    const text = attempt(() => signature(ts, last.program, request.code, request.cursor_pos), undefined);
    return text === undefined ? reply : { ...reply, found: true, data: { 'text/plain': text } };
  };

  JupyterHandlerImpl.prototype.handleComplete = function (request) {
    const { cursor_pos: cursor } = request;
    const before = request.code.slice(Math.max(0, cursor - LOOKED_AT), cursor);
    const inText = COLUMN_TEXT.exec(before);
    if (inText) {
      const [, name, , , typed] = inText;
      const matches = columnsOf(this.executor.locals[name]).filter((column) => column.startsWith(typed));
      if (matches.length > 0) {
        const start = cursor - typed.length;
        return { cursor_start: start, cursor_end: cursor, matches, metadata: {}, status: 'ok' };
      }
    }
    /** @type {CompleteReply} */
    const nothing = { cursor_start: cursor, cursor_end: cursor, matches: [], metadata: {}, status: 'ok' };
    const reply = attempt(() => handleComplete.call(this, request), nothing);
    const property = PROPERTY.exec(before);
    if (!property) return reply;
    const [, name, typed] = property;
    // danfo's frames have their columns as properties, which their type doesn't tell.
    const value = this.executor.locals[name];
    const own = columnsOf(value).filter(
      (column) => /^[\w$]+$/.test(column) && hasProperty(value, column) && column.startsWith(typed),
    );
    return { ...reply, matches: [...new Set([...own, ...reply.matches])] };
  };

  /** @type {(code: string, handler: Handler) => Bundle | undefined} */
  const helpFor = (code, handler) => {
    const asked = QUESTION.exec(code);
    const name = asked?.[1] ?? asked?.[2];
    if (name === undefined) return undefined;
    const info = handler.executor.inspect(name, name.length - 1);
    return { 'text/plain': info ? printQuickInfo(info) : `Nothing is known of ${name}` };
  };
  return { helpFor };
}

/**
 * The result of a function, or something else if it throws: a client would wait forever for its answer.
 *
 * @template T
 * @param {() => T} ask
 * @param {T} otherwise
 * @returns {T}
 */
function attempt(ask, otherwise) {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}

/**
 * The overloads of the call around a position, each with its documentation; undefined outside of calls.
 *
 * @param {TypeScript} typescript
 * @param {Program | undefined} program
 * @param {string} code
 * @param {number} position
 */
function signature(typescript, program, code, position) {
  const ts = /** @type {WithSignatureHelp} */ (/** @type {unknown} */ (typescript));
  const file = program?.getSourceFiles().find(({ fileName }) => fileName.endsWith('__tslab__.ts'));
  if (!program || !file) return undefined;
  const shift = file.text.indexOf('\n') + 1;
  if (!file.text.startsWith(code, shift)) return undefined;
  const never = { isCancellationRequested: () => false, throwIfCancellationRequested() {} };
  const help = ts.SignatureHelp.getSignatureHelpItems(program, file, shift + position, undefined, never);
  if (!help) return undefined;
  /** @param {{ text: string }[]} [parts] */
  const text = (parts = []) => parts.map((part) => part.text).join('');
  const selected = help.items[help.selectedItemIndex];
  return [selected, ...help.items.filter((item) => item !== selected)]
    .map((item) => {
      const parameters = item.parameters.map((parameter) => text(parameter.displayParts));
      const line = `${text(item.prefixDisplayParts)}${parameters.join(text(item.separatorDisplayParts))}${text(item.suffixDisplayParts)}`;
      const documented = item.parameters
        .map(({ name, documentation }) => [name, text(documentation)])
        .filter(([, words]) => words !== '')
        .map(([name, words]) => `@param ${name} ${words}`);
      const tags = item.tags
        .filter(({ name }) => name !== 'param')
        .map(({ name, text: words }) => `@${name} ${text(words)}`);
      return [line, text(item.documentation), ...documented, ...tags].filter(Boolean).join('\n');
    })
    .join('\n\n');
}

module.exports = { helpOnCode };
