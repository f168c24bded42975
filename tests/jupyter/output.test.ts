import { afterAll, describe, expect, it } from 'vitest';
import { Kernel, printed, types } from './Kernel.js';

const kernel = Kernel.start();
afterAll(() => kernel.shutdown());

const streams = (answer: Parameters<typeof types>[0]) =>
  types(answer).filter((type) => type === 'stream').length;

describe('what a cell prints', () => {
  it.each([600, 10_000, 200_000])(
    'arrives whole and in order: %i lines of a synchronous loop',
    async (lines) => {
      const answer = await kernel.execute(`for (let i = 0; i < ${lines}; i++) console.log(i)`);
      expect(printed(answer)).toBe(Array.from({ length: lines }, (_, i) => `${i}\n`).join(''));
      expect(types(answer).at(-1)).toBe('status');
    },
  );

  it('arrives whole between awaits, in far fewer messages', async () => {
    const answer = await kernel.execute(`
      for (let i = 0; i < 2000; i++) { console.log(i); if (i % 100 === 0) await new Promise((r) => setTimeout(r, 1)); }`);
    expect(printed(answer).split('\n')).toHaveLength(2001);
    expect(streams(answer)).toBeLessThan(200);
  });

  it('arrives whole, however often it changes between stdout and stderr, in few messages', async () => {
    const answer = await kernel.execute(
      `for (let i = 0; i < 3000; i++) { process.stdout.write('out' + i + '\\n'); console.error('err' + i); }`,
    );
    const expected = (name: string) => Array.from({ length: 3000 }, (_, i) => `${name}${i}\n`).join('');
    expect(printed(answer, 'stdout')).toBe(expected('out'));
    expect(printed(answer, 'stderr')).toBe(expected('err'));
    expect(streams(answer)).toBeLessThan(100);
  });

  it('keeps the order of few changes between stdout and stderr', async () => {
    const answer = await kernel.execute(`console.log('a'); console.error('b'); console.log('c')`);
    const order = answer.published
      .filter(([type]) => type === 'stream')
      .map(([, content]) => content.text)
      .join('');
    expect(order).toBe('a\nb\nc\n');
  });

  it('leaves while the cell still holds the thread, and stands before what is displayed after it', async () => {
    const id = await kernel.send(`console.log('before the loop'); while (true);`);
    await kernel.see(id, 'before the loop');
    await kernel.interrupt();
    await kernel.collect(id);
    const answer = await kernel.execute(`
      import { display } from 'tslab';
      console.log('first'); display.html('<b>second</b>'); console.log('third');`);
    expect(types(answer).slice(2, -1)).toEqual(['stream', 'display_data', 'stream']);
  });

  it('may be bytes that cut a character, and may wait for its callback', async () => {
    const answer = await kernel.execute(`
      const bytes = Buffer.from('größe\\n');
      process.stdout.write(bytes.subarray(0, 3));
      await new Promise<void>((done) => process.stdout.write(bytes.subarray(3), () => done()));`);
    expect(printed(answer)).toBe('größe\n');
  });
});

describe('many small cells', () => {
  it('all answer', async () => {
    for (let n = 0; n < 600; n++) {
      const answer = await kernel.execute(`${n} + 1`);
      expect(printed(answer)).toBe(`${n + 1}\n`);
    }
  });
});

describe('a flood', () => {
  it('of a million lines is held in bounded memory', async () => {
    const memory = `Math.round(process.memoryUsage().rss / 2 ** 20)`;
    await kernel.execute(
      `for (let i = 0; i < 1e6; i++) console.log('a line of some length, as logs have it', i)`,
    );
    const before = Number(printed(await kernel.execute(`console.log(${memory})`)));
    const answer = await kernel.execute(
      `for (let i = 0; i < 2e6; i++) console.log('a line of some length, as logs have it', i)`,
    );
    expect(printed(answer).length).toBeGreaterThan(80e6);
    const after = Number(printed(await kernel.execute(`console.log(${memory})`)));
    expect(after - before).toBeLessThan(300);
  });

  it('is not lost at the shutdown that follows it', async () => {
    const ending = Kernel.start();
    const id = await ending.send(`for (let i = 0; i < 50000; i++) console.log(i); process.exit(0);`);
    expect(await ending.see(id, '\n49999\n')).toBe(true);
    await ending.shutdown();
  });
});
