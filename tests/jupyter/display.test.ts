import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, Kernel, printed, types } from './Kernel.js';

const kernel = Kernel.start('notebooks');
beforeAll(() =>
  kernel.execute(
    `import * as aa from 'access-anomaly'; import { scoreDistribution } from 'access-anomaly/figures';`,
  ),
);
afterAll(() => kernel.shutdown());

/** What the last expression of a cell showed. */
const shown = ({ published }: Answer) =>
  published.find(([type]) => type === 'execute_result')?.[1].data as Record<string, unknown> | undefined;

describe('the last expression', () => {
  it.each([
    ['an Arrow table', `aa.toTable([{ user: 'u<1>', n: 1 }])`],
    ['a danfo DataFrame', `aa.toDataFrame(aa.toTable([{ user: 'u<1>', n: 1 }]))`],
    ['rows', `[{ user: 'u<1>', n: 1 }]`],
    ['a table that is awaited', `await aa.sql\`SELECT 'u<1>' AS user, 1 AS n\``],
  ])('that is %s is a table', async (_, code) => {
    const data = shown(await kernel.execute(code))!;
    expect(data['text/html']).toContain('<table');
    expect(data['text/html']).toContain('u&lt;1&gt;');
    expect(data['text/plain']).toContain('u<1>');
  });

  it('that is a figure is a figure', async () => {
    const data = shown(await kernel.execute(`scoreDistribution([{ name: 'a', scores: [1, 2, 3] }])`))!;
    expect(Object.keys(data)).toContain('application/vnd.plotly.v1+json');
  });

  it('that is a model is a summary of it', async () => {
    const data = shown(
      await kernel.execute(
        `await new aa.AccessAnomaly({ maxIter: 2 }).fit(aa.toTable([{ tenant: 't', user: 'a', res: 'x', likelihood: 1 }, { tenant: 't', user: 'b', res: 'x', likelihood: 2 }]))`,
      ),
    )!;
    expect(data['text/plain']).toContain('2 users');
    expect(data['text/html']).toContain('2 users');
  });

  it.each([
    ['plain', `({ [Symbol.for('Jupyter.display')]() { return { 'text/html': '<b>mine</b>' }; } })`],
    ['promised', `({ async [Symbol.for('Jupyter.display')]() { return { 'text/html': '<b>mine</b>' }; } })`],
  ])('with a %s display of its own shows that', async (_, code) => {
    expect(shown(await kernel.execute(code))).toEqual({ 'text/html': '<b>mine</b>' });
  });

  it('whose own display fails is an error that says so', async () => {
    const { reply } = await kernel.execute(
      `({ [Symbol.for('Jupyter.display')]() { throw new RangeError('no picture'); } })`,
    );
    expect(reply).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'no picture' });
    const wrong = await kernel.execute(`({ [Symbol.for('Jupyter.display')]() { return 'text'; } })`);
    expect(wrong.reply.evalue).toContain('to return a MIME bundle, got string');
  });

  it.each([
    ['1 + 1', '2\n'],
    [`'text'`, 'text\n'],
    ['[1, 2]', '[ 1, 2 ]\n'],
    ['({ a: 1 })', '{ a: 1 }\n'],
    ['[]', '[]\n'],
  ])('that is plain is printed: %s', async (code, text) => {
    const answer = await kernel.execute(code);
    expect(printed(answer)).toBe(text);
    expect(shown(answer)).toBeUndefined();
  });

  it.each(['null', 'undefined', 'const nothing = 1'])('that is nothing shows nothing: %s', async (code) => {
    expect(types(await kernel.execute(code))).toEqual(['status', 'execute_input', 'status']);
  });
});
