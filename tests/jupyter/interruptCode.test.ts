import { afterAll, describe, expect, it } from 'vitest';
import { Kernel, printed } from './Kernel.js';

const kernel = Kernel.start('notebooks');
afterAll(() => kernel.shutdown());

const endless: [string, string][] = [
  ['a synchronous loop', `console.log('under way'); while (true);`],
  ['a pending await', `console.log('under way'); await new Promise(() => setInterval(() => {}, 1000));`],
  ['a loop after an await', `await null; console.log('under way'); while (true);`],
  ['a loop that only awaits', `console.log('under way'); for (;;) await null;`],
  [
    'a loop in a function of the cell',
    `const spin = async () => { await null; console.log('under way'); for (;;); }; await spin();`,
  ],
  ['a loop that prints', `for (let i = 0; ; i++) console.log(i === 0 ? 'under way' : i);`],
  ['a regular expression without end', `console.log('under way'); /^(a+)+$/.test('a'.repeat(50) + 'b');`],
  ['a loop that catches everything', `console.log('under way'); for (;;) { try { await null; } catch {} }`],
];

describe('an interrupt', () => {
  it.each(endless)('ends %s, aborts what waits, and leaves the kernel usable', async (_, code) => {
    const running = await kernel.send(code);
    const waiting = await kernel.send(`console.log('not this')`);
    await kernel.see(running, 'under way');
    await kernel.interrupt();
    expect((await kernel.collect(running)).reply).toMatchObject({
      status: 'error',
      ename: 'KeyboardInterrupt',
    });
    expect((await kernel.collect(waiting)).reply.status).toBe('aborted');
    expect(printed(await kernel.execute(`1 + 1`))).toBe('2\n');
  });

  it('ends what goes on behind the cell, too', async () => {
    const running = await kernel.send(`
      let turns = 0;
      console.log('under way');
      for (;;) { await new Promise((resolve) => setImmediate(resolve)); turns++; }`);
    await kernel.see(running, 'under way');
    await kernel.interrupt();
    await kernel.collect(running);
    const after = await kernel.execute(`
      const pause = () => new Promise((resolve) => setImmediate(resolve));
      await pause(); await pause();
      const before = (globalThis as any).turns;
      for (let n = 0; n < 50; n++) await pause();
      console.log((globalThis as any).turns === before)`);
    expect(printed(after)).toBe('true\n');
  });

  it('ends a cell that has not begun, or still compiles', async () => {
    // Long to compile, and nothing in it that an interrupt could end later.
    const types = Array.from(
      { length: 400 },
      (_, n) => `type T${n} = { [K in 'a' | 'b']: ${n ? `T${n - 1}` : 'string'} };`,
    );
    for (const code of [
      `/^(a+)+$/.test('a'.repeat(50) + 'b');`,
      `${types.join('')} /^(a+)+$/.test('a'.repeat(50) + 'b');`,
    ]) {
      const running = await kernel.send(code);
      await kernel.interrupt();
      expect((await kernel.collect(running)).reply).toMatchObject({
        status: 'error',
        ename: 'KeyboardInterrupt',
      });
      expect(printed(await kernel.execute(`1 + 1`))).toBe('2\n');
    }
  });

  it('ends the first cell of a kernel that has only just started', async () => {
    const fresh = Kernel.start('notebooks');
    try {
      const running = await fresh.send(`/^(a+)+$/.test('a'.repeat(50) + 'b');`);
      await fresh.interrupt();
      expect((await fresh.collect(running)).reply.ename).toBe('KeyboardInterrupt');
    } finally {
      await fresh.shutdown();
    }
  });

  it('stops a query, and a log that is read', async () => {
    await kernel.execute(`import { readAccess, sql } from 'access-anomaly'; await sql\`SELECT 1\`;`);
    const long = `range(2000000000) a, range(1000) b`;
    const cells = [
      `const slow = sql\`SELECT count(*) FROM ${long}\`; console.log('under way'); await slow;`,
      `const read = readAccess("SELECT 'u' || a.range AS user, 'r' || b.range AS res FROM ${long}", { user: 'user', res: 'res' }); console.log('under way'); await read;`,
    ];
    for (const code of cells) {
      const running = await kernel.send(code);
      await kernel.see(running, 'under way');
      await kernel.interrupt();
      expect((await kernel.collect(running)).reply.ename).toBe('KeyboardInterrupt');
      // On all cores, DuckDB would be busy for hours with what still ran.
      const cpu = `const at = process.cpuUsage(); await new Promise((r) => setTimeout(r, 500)); const used = process.cpuUsage(at); console.log(used.user + used.system < 400000)`;
      await expect.poll(async () => printed(await kernel.execute(cpu))).toBe('true\n');
    }
  });

  it('holds at any moment of a cell, a hundred times in a row', async () => {
    const kinds = [
      `await new Promise(() => {})`,
      `while (true);`,
      `await null; while (true);`,
      `{ const until = Date.now() + 20; while (Date.now() < until); } await new Promise(() => {})`,
      `for (;;) await new Promise((resolve) => setImmediate(resolve));`,
    ];
    for (let n = 0; n < 100; n++) {
      // Requests are read in order: once the one before has answered, this one is next, at a moment of its
      // own.
      const id = await kernel.send(`console.log('under way'); ${kinds[n % kinds.length]}`);
      await kernel.see(id, 'under way');
      for (let spin = 0; spin < (n * 7919) % 200_000; spin++);
      await kernel.interrupt();
      expect((await kernel.collect(id)).reply.ename).toBe('KeyboardInterrupt');
      expect(printed(await kernel.execute('1 + 1'))).toBe('2\n');
    }
  });

  it('while nothing runs ends nothing, now or later', async () => {
    await kernel.interrupt();
    expect(printed(await kernel.execute(`await null; console.log('runs')`))).toBe('runs\n');
  });

  it('that was sent before a cell, and arrives after it, is not for that cell', async () => {
    await kernel.writeInterrupt();
    const running = await kernel.send(`
      console.log('under way');
      await new Promise((resolve) => setTimeout(resolve, 200));
      console.log('runs')`);
    await kernel.see(running, 'under way');
    await kernel.sendInterrupt();
    expect(printed(await kernel.collect(running))).toBe('under way\nruns\n');
    // A later one is.
    const endless = await kernel.send(`console.log('under way'); await new Promise(() => {})`);
    await kernel.see(endless, 'under way');
    await kernel.interrupt();
    expect((await kernel.collect(endless)).reply.ename).toBe('KeyboardInterrupt');
  });
});
