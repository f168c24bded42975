import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, Kernel, printed, types } from './Kernel.js';

type Published = Pick<Answer, 'published'>;

const kernel = Kernel.start();
beforeAll(() => kernel.execute(`const comms = (globalThis as any)[Symbol.for('access-anomaly.comms')];`));
afterAll(() => kernel.shutdown());

/** Ids as a front end chooses them. */
let ids = 0;

/** Opens a comm for a target of the kernel, and waits for the end of that. */
async function open(target: string, data: unknown = {}): Promise<Published & { id: string }> {
  const id = `ours-${++ids}`;
  const request = await kernel.tell('comm_open', { comm_id: id, target_name: target, data });
  return { id, ...(await kernel.settle(request)) };
}

const say = (id: string, data: unknown, buffers: readonly Uint8Array[] = []) =>
  kernel.tell('comm_msg', { comm_id: id, data }, buffers);

async function hear(id: string, data: unknown, buffers: readonly Uint8Array[] = []): Promise<Published> {
  return kernel.settle(await say(id, data, buffers));
}

const comm = ({ published }: Published) => published.find(([type]) => type.startsWith('comm_'))?.[1];

describe('a comm that the front end opens', () => {
  it('reaches its target, and both sides speak, with binary buffers', async () => {
    await kernel.execute(`
      comms.register('echo', (comm: any, opening: any) => {
        console.log('opened with', opening.data);
        comm.onMessage(({ data, metadata, buffers }: any) => {
          console.log(buffers.map((buffer: Uint8Array) => buffer.length));
          comm.send({ back: data }, { buffers: buffers.toReversed(), metadata: { kind: 'echo' } });
        });
      });`);
    const opened = await open('echo', { n: 1 });
    expect(types(opened)).toEqual(['status', 'stream', 'status']);
    expect(printed(opened)).toBe('opened with { n: 1 }\n');

    const large = new Uint8Array(200_000).fill(7);
    const answer = await hear(opened.id, { n: 2 }, [large, Uint8Array.of(0, 255)]);
    expect(printed(answer)).toBe('[ 200000, 2 ]\n');
    expect(comm(answer)).toEqual({
      comm_id: opened.id,
      data: { back: { n: 2 } },
      metadata: { kind: 'echo' },
      buffers: [Buffer.of(0, 255).toString('base64'), Buffer.from(large).toString('base64')],
    });
  });

  it('for an unknown target is closed', async () => {
    const answer = await open('nobody');
    expect(types(answer)).toEqual(['status', 'comm_close', 'status']);
    expect(comm(answer)).toMatchObject({ comm_id: answer.id, data: {} });
  });

  it('is closed where its handler fails, with the error', async () => {
    await kernel.execute(`comms.register('fails', () => {\n  throw new RangeError('not today');\n});`);
    const answer = await open('fails');
    expect(types(answer)).toEqual(['status', 'comm_close', 'error', 'status']);
    expect(answer.published[2][1]).toMatchObject({ ename: 'RangeError', evalue: 'not today' });
  });

  it('may be closed by it, and says so to its handler', async () => {
    await kernel.execute(`
      comms.register('closes', (comm: any) => comm.onClose(({ data }: any) => console.log(data, comm.isOpen)));`);
    const { id } = await open('closes');
    const closed = await kernel.settle(await kernel.tell('comm_close', { comm_id: id, data: { bye: 1 } }));
    expect(printed(closed)).toBe('{ bye: 1 } false\n');
    expect(types(await hear(id, {}))).toEqual(['status', 'status']);
  });
});

describe('a comm that the kernel opens', () => {
  it('is announced by the cell, with metadata and buffers, and closed once', async () => {
    const opening = await kernel.execute(`
      const mine = comms.open('theirs', { a: 1 }, { metadata: { version: '2' }, buffers: [new Float32Array([1])] });
      mine.onMessage(({ data }: any) => console.log('heard', data));`);
    const { comm_id: id, ...rest } = comm(opening) as { comm_id: string };
    expect(rest).toEqual({
      target_name: 'theirs',
      data: { a: 1 },
      metadata: { version: '2' },
      buffers: [Buffer.from(new Float32Array([1]).buffer).toString('base64')],
    });
    expect(printed(await hear(id, 'hello'))).toBe('heard hello\n');

    const closing = await kernel.execute(`mine.close(); mine.close(); console.log(mine.isOpen);`);
    expect(types(closing)).toEqual(['status', 'execute_input', 'comm_close', 'stream', 'status']);
    const late = await kernel.execute(`mine.send(1);`);
    expect(late.reply.evalue).toBe('Expected the comm of theirs to be open, got a closed one');
  });

  it('is listed while it is open, for all or for its target', async () => {
    await kernel.execute(`const [one, two] = [comms.open('listed', {}), comms.open('other', {})];`);
    const list = async (content = {}) => {
      const { reply } = await kernel.collect(await kernel.request('comm_info_request', content));
      return Object.values((reply as unknown as { comms: Record<string, { target_name: string }> }).comms);
    };
    expect(await list({ target_name: 'listed' })).toEqual([{ target_name: 'listed' }]);
    expect(await list()).toContainEqual({ target_name: 'other' });
    await kernel.execute(`one.close();`);
    expect(await list({ target_name: 'listed' })).toEqual([]);
  });
});

describe('a handler', () => {
  it('that fails, now or later, shows its error at its line, and ends nothing', async () => {
    await kernel.execute(`
      comms.register('brittle', (comm: any) => comm.onMessage(async ({ data }: any) => {
        if (data === 'late') await new Promise((done) => setImmediate(done));
        throw new TypeError('boom ' + data);
      }));`);
    const { id } = await open('brittle');
    for (const data of ['now', 'late']) {
      const answer = await hear(id, data);
      expect(types(answer)).toEqual(['status', 'error', 'status']);
      expect(answer.published[1][1]).toMatchObject({ ename: 'TypeError', evalue: `boom ${data}` });
      expect(String(answer.published[1][1].traceback)).toContain(']:4:');
    }
    expect(printed(await kernel.execute('1 + 1'))).toBe('2\n');
  });

  it('prints and displays for the message, also after it waited and after other cells', async () => {
    await kernel.execute(`
      import { display } from 'tslab';
      let release = () => {};
      comms.register('slow', (comm: any) => comm.onMessage(async () => {
        await new Promise<void>((done) => { release = done; });
        console.log('released');
        display.html('<b>shown</b>');
      }));`);
    const { id } = await open('slow');
    const request = await say(id, {});
    const cell = await kernel.execute(
      `release(); await new Promise((done) => setImmediate(done)); console.log('cell');`,
    );
    expect(printed(cell)).toBe('cell\n');
    const answer = await kernel.settle(request);
    expect(types(answer)).toEqual(['status', 'stream', 'display_data', 'status']);
    expect(printed(answer)).toBe('released\n');
  });

  it('that floods is printed whole before its message is over', async () => {
    await kernel.execute(`
      comms.register('flood', () => { for (let n = 0; n < 5000; n++) console.log(n); });`);
    expect(printed(await open('flood'))).toBe(Array.from({ length: 5000 }, (_, n) => `${n}\n`).join(''));
  });

  it('in an endless loop is ended by an interrupt', async () => {
    await kernel.execute(`
      comms.register('endless', (comm: any) => comm.onMessage(() => { console.log('begins'); while (true); }));`);
    const { id } = await open('endless');
    const request = await say(id, {});
    await kernel.see(request, 'begins');
    await kernel.interrupt();
    const answer = await kernel.settle(request);
    expect(answer.published.find(([type]) => type === 'error')![1].ename).toBe('KeyboardInterrupt');
    expect(printed(await kernel.execute('2 + 2'))).toBe('4\n');
  });
});

describe('while a cell awaits', () => {
  beforeAll(async () => {
    await kernel.execute(`
      const told = { tell(data: unknown) {} };
      comms.register('tells', (comm: any) => comm.onMessage(({ data }: any) => { console.log('handler'); told.tell(data); }));`);
  });
  const waiting = `console.log('waits'); console.log(await new Promise((done) => { told.tell = done; }));`;

  it('a message reaches it, before the cells that wait for their turn', async () => {
    const { id } = await open('tells');
    const cell = await kernel.send(waiting);
    const next = await kernel.send(`console.log('next')`);
    await kernel.see(cell, 'waits');
    const answer = await hear(id, 'the pick');
    expect(types(answer)).toEqual(['status', 'stream', 'status']);
    expect(printed(answer)).toBe('handler\n');
    const ended = await kernel.collect(cell);
    expect(printed(ended)).toBe('waits\nthe pick\n');
    const states = ended.published
      .filter(([type]) => type === 'status')
      .map(([, state]) => state.execution_state);
    // Front ends take the message's idle for the kernel's.
    expect(states).toEqual(['busy', 'busy', 'idle']);
    expect(printed(await kernel.collect(next))).toBe('next\n');
  });

  it('one for a target that a cell before it makes waits for its turn', async () => {
    const { id } = await open('tells');
    const cell = await kernel.send(`${waiting} comms.register('later', () => console.log('in time'));`);
    await kernel.see(cell, 'waits');
    const late = await kernel.tell('comm_open', { comm_id: 'late', target_name: 'later', data: {} });
    await hear(id, 'go');
    await kernel.collect(cell);
    expect(printed(await kernel.settle(late))).toBe('in time\n');
  });

  it('and is interrupted, later messages are handled', async () => {
    const { id } = await open('tells');
    const cell = await kernel.send(waiting);
    await kernel.see(cell, 'waits');
    await kernel.interrupt();
    expect((await kernel.collect(cell)).reply.ename).toBe('KeyboardInterrupt');
    expect(printed(await hear(id, 'again'))).toBe('handler\n');
  });
});

describe('messages and cells', () => {
  it('that are sent at once are handled in their order', async () => {
    await kernel.execute(`
      const heard: unknown[] = [];
      comms.register('list', (comm: any) => comm.onMessage(({ data }: any) => { heard.push(data); }));`);
    const { id } = await open('list');
    for (let n = 0; n < 50; n++) await say(id, n);
    const first = await kernel.send(`console.log(heard.join())`);
    for (let n = 50; n < 100; n++) await say(id, n);
    const second = await kernel.send(`console.log(heard.join())`);
    const upTo = (count: number) => Array.from({ length: count }, (_, n) => n).join();
    expect(printed(await kernel.collect(first)).startsWith(upTo(50))).toBe(true);
    expect(printed(await kernel.collect(second))).toBe(`${upTo(100)}\n`);
  });

  it('of which a cell fails drop no message that was sent with it', async () => {
    await kernel.execute(`comms.register('kept', () => console.log('kept'));`);
    await kernel.send(`throw new Error('on purpose')`);
    expect(printed(await open('kept'))).toBe('kept\n');
  });
});

describe('the end of the kernel', () => {
  it('closes all comms', async () => {
    const ending = Kernel.start();
    const opening = await ending.execute(
      `(globalThis as any)[Symbol.for('access-anomaly.comms')].open('theirs', {}); 0`,
    );
    const { comm_id: id } = comm(opening) as { comm_id: string };
    const closing = await ending.end();
    await ending.shutdown();
    expect(comm(closing)).toMatchObject({ comm_id: id });
  });
});
