'use strict';

/**
 * A transformer that makes a cell's code stoppable where no signal could stop it: every turn of a loop looks for an
 * interrupt, and so does every await, which also notes where the cell waits (for errors that come without a trace).
 *
 *   while (true) { ... }  ->  while (true) { globalThis.__tslab__?.step(); ... }
 *   await x               ->  await (globalThis.__tslab__?.step(line, column), x)
 *
 * Optional, so that a function which is sent elsewhere as text (to a worker, to a browser) still runs there.
 *
 * @typedef {import('@tslab/typescript-for-tslab').Node} Node
 * @typedef {import('@tslab/typescript-for-tslab').Statement} Statement
 * @typedef {import('@tslab/typescript-for-tslab').TransformerFactory<import('@tslab/typescript-for-tslab').SourceFile>} Transformer
 *
 * @param {import('./types.cjs').TypeScript} ts
 * @returns {Transformer}
 */
function makeStoppable(ts) {
  const { factory } = ts;
  /** @type {(...position: number[]) => import('@tslab/typescript-for-tslab').CallChain} */
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
  /** @param {Statement} body */
  const stepping = (body) =>
    factory.createBlock(
      [
        factory.createExpressionStatement(step()),
        ...(ts.isBlock(body) ? body.statements : ts.isEmptyStatement(body) ? [] : [body]),
      ],
      true,
    );
  return (context) => (file) => {
    /** @type {(given: Node) => Node} */
    const visit = (given) => {
      const node = ts.visitEachChild(given, visit, context);
      if (ts.isWhileStatement(node)) {
        return factory.updateWhileStatement(node, node.expression, stepping(node.statement));
      }
      if (ts.isDoStatement(node)) {
        return factory.updateDoStatement(node, stepping(node.statement), node.expression);
      }
      if (ts.isForStatement(node)) {
        const { initializer, condition, incrementor, statement } = node;
        return factory.updateForStatement(node, initializer, condition, incrementor, stepping(statement));
      }
      if (ts.isForOfStatement(node)) {
        const { awaitModifier, initializer, expression, statement } = node;
        return factory.updateForOfStatement(
          node,
          awaitModifier,
          initializer,
          expression,
          stepping(statement),
        );
      }
      if (ts.isAwaitExpression(node)) {
        const { line, character } = file.getLineAndCharacterOfPosition(given.getStart(file));
        const value = factory.createComma(step(line + 1, character + 1), node.expression);
        return factory.updateAwaitExpression(node, factory.createParenthesizedExpression(value));
      }
      return node;
    };
    return ts.visitNode(file, visit, ts.isSourceFile);
  };
}

module.exports = { makeStoppable };
