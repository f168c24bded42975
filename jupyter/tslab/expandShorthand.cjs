'use strict';

/** @import { TypeScript, Unexpand } from './types.cjs' */
/** @import { Node } from '@tslab/typescript-for-tslab' */

/**
 * Makes `{ rank }` find a variable of an earlier cell, by compiling `{ rank: rank }` in its place, and lets
 * `const { rank: r } = model` be, by compiling `const { ['rank']: r } = model`.
 *
 * tslab turns names of earlier cells into properties of its exports. It overlooks a name that is both the
 * property and its value (the cell then fails with `rank is not defined`), and takes a property's name for a
 * variable's where the property was declared in an earlier cell (`Cannot access 'exports' before
 * initialization`).
 *
 * @param {TypeScript} ts
 * @param {string} source
 * @returns {{ code: string, unexpand: Unexpand }} the text to compile, and the way back
 */
function expandShorthand(ts, source) {
  /** @type {{ end: number, text: string, line: number, character: number }[]} */
  const insertions = [];
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest);
  /** @type {(end: number, text: string) => void} */
  const insert = (end, text) => insertions.push({ end, text, ...file.getLineAndCharacterOfPosition(end) });
  /** @type {(node: Node) => void} */
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) insert(node.name.end, `: ${node.name.text}`);
    if (ts.isBindingElement(node) && node.propertyName && ts.isIdentifier(node.propertyName)) {
      insert(node.propertyName.getStart(file), "['");
      insert(node.propertyName.end, "']");
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  const code = insertions.reduceRight(
    (text, { end, text: inserted }) => `${text.slice(0, end)}${inserted}${text.slice(end)}`,
    source,
  );
  /** @type {Unexpand} */
  const unexpand = (line, column) => {
    let shift = 0;
    for (const { text, line: at, character } of insertions) {
      if (at !== line || character + shift > column) continue;
      shift += Math.min(text.length, column - character - shift);
    }
    return column - shift;
  };
  return { code, unexpand };
}

module.exports = { expandShorthand };
