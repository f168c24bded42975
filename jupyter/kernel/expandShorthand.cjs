'use strict';

/**
 * Makes `{ rank }` find a variable of an earlier cell, by executing `{ rank: rank }` in its place.
 *
 * tslab turns names of earlier cells into properties of its exports, but overlooks a name that stands for both the
 * property and its value: the cell then fails with `rank is not defined`.
 */
function expandShorthand({ executor: executorModule, typescript: ts }) {
  const { createExecutor } = executorModule;
  executorModule.createExecutor = (...args) => {
    const executor = createExecutor(...args);
    const { execute } = executor;
    executor.execute = (source) => execute(expand(ts, source));
    return executor;
  };
}

function expand(ts, source) {
  const ends = [];
  const visit = (node) => {
    if (ts.isShorthandPropertyAssignment(node)) ends.push([node.name.end, node.name.text]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest));
  return ends.reduceRight((text, [end, name]) => `${text.slice(0, end)}: ${name}${text.slice(end)}`, source);
}

module.exports = { expandShorthand };
