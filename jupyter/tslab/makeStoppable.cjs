'use strict';

/** @import { TypeScript } from './types.cjs' */
/** @import * as compiler from '@tslab/typescript-for-tslab' */

/**
 * A transformer that makes a cell's code stoppable even if no signal could stop it: every turn of a loop
 * looks for an interrupt, and so does every await, which also notes where the cell waits, for errors without
 * a trace.
 *
 *   while (true) { ... }  ->  while (true) { globalThis.__tslab__?.step(); ... }
 *   await x               ->  await (globalThis.__tslab__?.step(line, column), x)
 *
 * Optional, so that a function which is sent elsewhere as text (to a worker, to a browser) still runs there.
 *
 * @param {TypeScript} ts
 * @returns {compiler.TransformerFactory<compiler.SourceFile>}
 */
function makeStoppable(ts) {
  const { factory } = ts;
  /** @type {(...position: number[]) => compiler.CallChain} */
  const step = (...position) =>
    factory.createCallChain(
      factory.createPropertyAccessChain(
        factory.createPropertyAccessExpression(factory.createIdentifier('globalThis'), '__tslab__'),
        factory.createToken(ts.SyntaxKind.QuestionDotToken),
        'step',
      ),
      undefined,
      undefined,
      position.map((number) => factory.createNumericLiteral(number)),
    );
  /** @param {compiler.Statement} body */
  const stepping = (body) =>
    factory.createBlock(
      [
        factory.createExpressionStatement(step()),
        ...(ts.isBlock(body) ? body.statements : ts.isEmptyStatement(body) ? [] : [body]),
      ],
      true,
    );
  return (context) => (file) => {
    /** @type {(given: compiler.Node) => compiler.Node} */
    const visit = (given) => {
      const isLoop = ts.isIterationStatement(given, false) && !ts.isForInStatement(given);
      const body = isLoop ? given.statement : undefined;
      const visitPart = (/** @type {compiler.Node} */ part) =>
        part === body ? stepping(/** @type {compiler.Statement} */ (visit(part))) : visit(part);
      const node = ts.visitEachChild(given, visitPart, context);
      if (!ts.isAwaitExpression(node)) return node;
      const { line, character } = file.getLineAndCharacterOfPosition(given.getStart(file));
      const value = factory.createComma(step(line + 1, character + 1), node.expression);
      return factory.updateAwaitExpression(node, factory.createParenthesizedExpression(value));
    };
    return ts.visitNode(file, visit, ts.isSourceFile);
  };
}

module.exports = { makeStoppable };
