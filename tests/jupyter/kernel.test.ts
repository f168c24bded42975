import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Kernel, printed, types } from './Kernel.js';
import { runFolder } from './runFolder.js';

let kernel: Kernel;
beforeAll(() => {
  kernel = Kernel.start();
});
afterAll(() => kernel.shutdown());

describe('a cell that succeeds', () => {
  it('is announced with its execution count, which rises by one', async () => {
    const first = await kernel.execute('1 + 1');
    const second = await kernel.execute('console.log("two")');

    const count = first.reply.execution_count!;
    expect(first.reply).toMatchObject({ type: 'execute_reply', status: 'ok' });
    expect(first.published).toContainEqual(['execute_input', { code: '1 + 1', execution_count: count }]);
    expect(printed(first)).toBe('2\n');
    expect(second.reply.execution_count).toBe(count + 1);
    expect(types(second)).toEqual(['status', 'execute_input', 'stream', 'status']);
  });

  it('may redeclare what an earlier run of it declared', async () => {
    const code = 'const limit = 3; class Box { size = limit } console.log(new Box().size)';
    await kernel.execute(code);
    expect(printed(await kernel.execute(code.replace('3', '4')))).toBe('4\n');
  });

  it('takes properties of earlier cells apart under other names', async () => {
    await kernel.execute(`const cases = [{ set: 'a', test: { by: 'pairs' } }];`);
    const code = `
      for (const { set: name, test: { by: kind } } of cases) console.log(name, kind);
      const show = ({ set: other = 'none' }) => other;
      const [{ set: first }] = cases;
      console.log(show(cases[0]), first);`;
    expect(printed(await kernel.execute(code))).toBe('a pairs\na a\n');
  });

  it('finds variables of earlier cells under shorthand properties', async () => {
    await kernel.execute('let rank = 5; let seed = 1;');
    expect(printed(await kernel.execute('console.log({ rank, seed, inner: { rank } })'))).toBe(
      '{ rank: 5, seed: 1, inner: { rank: 5 } }\n',
    );
    expect(
      printed(await kernel.execute('({ rank, seed } = { rank: 6, seed: 2 }); console.log(rank, seed)')),
    ).toBe('6 2\n');
  });

  it('displays MIME data, and updates it in place', async () => {
    const answer = await kernel.execute(`
      import { newDisplay } from 'tslab';
      const progress = newDisplay();
      progress.html('<b>half</b>');
      progress.html('<b>done</b>');`);
    expect(types(answer)).toEqual([
      'status',
      'execute_input',
      'display_data',
      'update_display_data',
      'status',
    ]);
    expect(answer.published[3][1].data).toEqual({ 'text/html': '<b>done</b>' });
  });

  it('that is silent is neither announced nor counted', async () => {
    const { execution_count: before } = (await kernel.execute('0')).reply;
    expect(types(await kernel.execute('let hidden = 1', { silent: true }))).toEqual(['status', 'status']);
    expect((await kernel.execute('0')).reply.execution_count).toBe(before! + 1);
  });
});

describe('a cell that fails', () => {
  it('by an exception is reported with name, message and trace', async () => {
    const answer = await kernel.execute(`
      class FitError extends Error { name = 'FitError' }
      function fit() { throw new FitError('Expected <b>rank</b>, got 0') }
      fit();`);
    const failure = { ename: 'FitError', evalue: 'Expected <b>rank</b>, got 0' };
    expect(answer.reply).toMatchObject({ status: 'error', ...failure });
    expect(answer.published).toContainEqual(['error', expect.objectContaining(failure)]);
    expect(types(answer)).toEqual(['status', 'execute_input', 'error', 'status']);
    expect(answer.reply.traceback!.join('\n')).toContain('at fit (In [');
    expect(answer.reply.traceback!.join('\n')).not.toContain('tslab');
  });

  it('after an await is reported too, and with what caused it', async () => {
    const { reply } = await kernel.execute(
      `await Promise.reject(new TypeError('no table', { cause: new Error('no file') }))`,
    );
    expect(reply).toMatchObject({ status: 'error', ename: 'TypeError', evalue: 'no table' });
    expect(reply.traceback!.join('\n')).toContain('no file');
  });

  it('by throwing something else than an error says what', async () => {
    const answers = [await kernel.execute(`throw 'a word'`), await kernel.execute('throw { code: 7 }')];
    expect(answers.map(({ reply }) => [reply.ename, reply.evalue])).toEqual([
      ['Thrown', 'a word'],
      ['Thrown', '{ code: 7 }'],
    ]);
  });

  it('by a type error is not run, and shows every place', async () => {
    const answer = await kernel.execute(
      `console.log('ran');\nconst rank: number = 'ten';\nconst other = missing;`,
    );
    const { ename, evalue, traceback } = answer.reply;
    expect(ename).toBe('TypeScriptError');
    expect(evalue).toContain(`2:7 - Type 'string' is not assignable to type 'number'.`);
    expect(evalue).toContain(`3:15 - Cannot find name 'missing'.`);
    expect(traceback!.join('\n')).toContain(`    const other = missing;\n                  ^`);
    expect(printed(answer)).toBe('');
  });

  it('leaves the next cell as runnable as before', async () => {
    await kernel.execute(`throw new Error('once')`);
    expect(printed(await kernel.execute(`console.log('still here')`))).toBe('still here\n');
  });
});

describe('requests that wait', () => {
  it('are aborted by a failure, whether the cell held the event loop or not', async () => {
    const hold = 'const until = Date.now() + 300; while (Date.now() < until); ';
    const wait = 'await new Promise((resolve) => setTimeout(resolve, 50)); ';
    for (const busy of [hold, wait]) {
      const failing = await kernel.send(`${busy} throw new Error('stop')`);
      const waiting = [
        await kernel.send(`console.log('not this')`),
        await kernel.send(`console.log('nor this')`),
      ];
      expect((await kernel.collect(failing)).reply.status).toBe('error');
      for (const id of waiting) {
        const answer = await kernel.collect(id);
        expect(answer.reply.status).toBe('aborted');
        expect(types(answer)).toEqual(['status', 'status']);
      }
      expect(printed(await kernel.execute(`console.log('sent later')`))).toBe('sent later\n');
    }
  });

  it('run after a failure that was allowed', async () => {
    const failing = await kernel.send(`throw new Error('expected')`, { stop_on_error: false });
    const waiting = await kernel.send(`console.log('runs')`);
    expect((await kernel.collect(failing)).reply.ename).toBe('Error');
    expect(printed(await kernel.collect(waiting))).toBe('runs\n');
  });

  it('run in their order, one at a time', async () => {
    const slow = await kernel.send(
      `await new Promise((resolve) => setTimeout(resolve, 100)); let order = ['slow'];`,
    );
    const quick = await kernel.send(`order.push('quick'); console.log(order.join())`);
    await kernel.collect(slow);
    expect(printed(await kernel.collect(quick))).toBe('slow,quick\n');
  });
});

describe('the kernel', () => {
  it('says which TypeScript it speaks, and answers each request by its own type', async () => {
    const info = await kernel.collect(await kernel.request('kernel_info_request'));
    expect(info.reply).toMatchObject({
      type: 'kernel_info_reply',
      language_info: { name: 'typescript', version: '5.0.4' },
    });
    const comms = await kernel.collect(await kernel.request('comm_info_request'));
    expect(comms.reply).toEqual({ type: 'comm_info_reply', status: 'ok', comms: {} });
  });

  it('leaves a request that it does not know out of the cells', async () => {
    const before = await kernel.execute('0');
    const history = await kernel.collect(
      await kernel.request('history_request', { hist_access_type: 'tail' }),
    );
    expect(history.reply).toEqual({ type: 'history_reply', status: 'ok', history: [] });
    await kernel.request('connect_request');
    const after = await kernel.execute('0');
    expect([printed(before, 'stderr'), printed(after, 'stderr')]).toEqual(['', '']);
  });

  it('refuses another version of tslab than its patches are for', () => {
    const project = runFolder('other-tslab-');
    cpSync('jupyter', path.join(project, 'jupyter'), { recursive: true });
    mkdirSync(path.join(project, 'node_modules', 'tslab'), { recursive: true });
    writeFileSync(path.join(project, 'node_modules', 'tslab', 'package.json'), '{ "version": "1.1.0" }');
    const launcher = path.join(project, 'jupyter', 'kernel.cjs');
    const { status, stderr } = spawnSync(process.execPath, [launcher, 'connection.json'], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain('Expected tslab 1.0.22, got 1.1.0');
  });

  it('ends with its server, even inside an endless loop', async () => {
    const orphan = Kernel.start();
    const pid = Number(printed(await orphan.execute('console.log(process.pid)')));
    const running = await orphan.send(`console.log('looping'); while (true);`);
    await orphan.see(running, 'looping');
    orphan.client.kill('SIGKILL');
    await expect.poll(() => isAlive(pid)).toBe(false);
  });

  it('ends when it is shut down, whatever keeps its event loop busy', async () => {
    const busy = Kernel.start();
    const pid = Number(printed(await busy.execute('setInterval(() => {}, 1000); console.log(process.pid)')));
    await busy.shutdown();
    expect(isAlive(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
