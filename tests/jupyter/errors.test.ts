import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Kernel, printed } from './Kernel.js';

const kernel = Kernel.start('notebooks');
beforeAll(() =>
  kernel.execute(
    `import * as aa from 'access-anomaly'; import { rocAuc } from 'access-anomaly/evaluate'; let limit = 1;`,
  ),
);
afterAll(() => kernel.shutdown());

/** The trace of a cell that fails, and the name that its frames have. */
async function trace(code: string): Promise<{ text: string; cell: string }> {
  const { reply } = await kernel.execute(code);
  expect(reply.status).toBe('error');
  return { text: reply.traceback!.join('\n'), cell: `In [${reply.execution_count}]` };
}

describe('a runtime error', () => {
  it.each([
    [
      'in a function',
      `const f = () => {\n  const a = 1;\n  throw new Error('boom');\n};\nf();`,
      '3:9',
      ['f (', '5:1'],
    ],
    ['after an await', `await null;\nconst x: any = null;\n  x.y;`, '3:5', []],
    [
      'in an async function',
      `const g = async () => {\n  await null;\n  throw new Error('late');\n};\nawait g();`,
      '3:9',
      ['g (', '5:1'],
    ],
    [
      'behind type annotations',
      `interface A { a: number }\n\nconst b = (c: A): never => { throw new Error(String(c.a)) };\nb({ a: 1 });`,
      '3:36',
      ['4:1'],
    ],
    ['behind a renamed property', `const { limit: l } = { limit: 1 }; throw new Error('here');`, '1:42', []],
    ['behind a shorthand property', `const o = { limit }; throw new Error('here');`, '1:28', []],
    ['in a callback', `[1, 2].map((n) => {\n  if (n === 2) throw new Error('two');\n});`, '2:22', []],
    ['of a rejected promise without a trace', `await null;\nawait Promise.reject('a word');`, '2:1', []],
  ])('%s points at the line and the column', async (_, code, place, frames) => {
    const { text, cell } = await trace(code);
    const [line, column] = place.split(':').map(Number);
    const source = code.split('\n')[line - 1];
    expect(text).toContain(`${cell}:${place}\n    ${source}\n    ${' '.repeat(column - 1)}^`);
    for (const frame of frames)
      expect(text).toContain(frame.includes(':') ? `${cell}:${frame}` : `at ${frame}`);
  });

  it('in a function of an earlier cell names that cell', async () => {
    const { reply } = await kernel.execute(`function early() {\n  throw new Error('from before');\n}`);
    const { text, cell } = await trace(`\nearly();`);
    expect(text).toContain(`at early (In [${reply.execution_count}]:2:9)`);
    expect(text).toContain(`${cell}:2:1`);
  });

  it('of the library names the line that called it, and no frame of the library, the kernel, tslab or node', async () => {
    for (const code of [
      `\nawait aa.readAccess('../data/rbac-five-tenants.csv.gz', { user: 'usr', res: 'res' })`,
      `\nawait aa.sql\`SELECT nonsense FROM nowhere\``,
      `\nawait new aa.AccessAnomaly().fit(aa.toTable([{ tenant: 't', user: 'u', res: null, likelihood: 1 }]))`,
      `\nrocAuc([1], [2])`,
    ]) {
      const { text, cell } = await trace(code);
      expect(text).toContain(`${cell}:2:`);
      expect(text).not.toMatch(/lib\/dist|jupyter\/kernel|node_modules|node:|evalmachine|\[Error/);
    }
  });

  it('shows all frames where one asks for them', async () => {
    const asked = await trace(`process.env.TSLAB_FULL_STACK = '1'; rocAuc([1], [2])`);
    expect(asked.text).toContain('lib/dist');
    await kernel.execute(`delete process.env.TSLAB_FULL_STACK`);
  });

  it('says what caused it, unless its message does, and each of several', async () => {
    const caused = await trace(`throw new TypeError('no table', { cause: new Error('no file') })`);
    expect(caused.text).toContain('Caused by: Error: no file');
    const said = await trace(`throw new TypeError('got no file', { cause: new Error('no file') })`);
    expect(said.text).not.toContain('Caused by');
    const several = await trace(
      `throw new AggregateError([new Error('one'), new RangeError('two')], 'both')`,
    );
    expect(several.text).toContain('[1]: Error: one');
    expect(several.text).toContain('[2]: RangeError: two');
  });

  it('that no cell waits for is printed, and ends nothing', async () => {
    const answer = await kernel.execute(`
      setTimeout(() => { throw new TypeError('stray') }, 1);
      Promise.reject(new Error('unhandled'));
      await new Promise((resolve) => setTimeout(resolve, 30));`);
    expect(printed(answer, 'stderr')).toContain('TypeError: stray');
    expect(printed(answer, 'stderr')).toContain('Error: unhandled');
    expect(printed(await kernel.execute('1 + 1'))).toBe('2\n');
  });
});

describe('a type error', () => {
  it('points at the column of the source, also behind a shorthand property', async () => {
    const { text } = await trace(`const o = { limit }; const n: number = 'x';`);
    expect(text).toContain(`1:28 - Type 'string'`);
    expect(text).toContain(`    const o = { limit }; const n: number = 'x';\n    ${' '.repeat(27)}^`);
  });
});
