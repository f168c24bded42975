import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Kernel } from './Kernel.js';

const kernel = Kernel.start('notebooks');
beforeAll(() =>
  kernel.execute(`
    import { readAccess, summarize, toDataFrame, toTable } from 'access-anomaly';
    const accesses = toTable([{ user: 'u', resource: 'r', seen: 1 }]);
    const frame = toDataFrame(accesses);`),
);
afterAll(() => kernel.shutdown());

const ask = async (type: string, code: string, position = code.length) =>
  (await kernel.collect(await kernel.request(type, { code, cursor_pos: position, detail_level: 0 })))
    .reply as unknown as Record<string, unknown>;

describe('Shift+Tab', () => {
  it.each(['readAccess(', `readAccess('a.csv', `, `await readAccess('a.csv', { user: 'u', `])(
    'inside the call of %s shows its signature and what it does',
    async (code) => {
      const { found, data } = await ask('inspect_request', code);
      expect(found).toBe(true);
      expect(data).toHaveProperty(['text/plain']);
      const text = (data as Record<string, string>)['text/plain'];
      expect(text).toContain('readAccess(source: ');
      expect(text).toContain('Reads who accessed what from logs');
    },
  );

  it('on a name shows what it is, and nowhere nothing', async () => {
    expect(await ask('inspect_request', 'summarize', 4)).toMatchObject({ found: true });
    expect(await ask('inspect_request', '1 + ')).toMatchObject({ found: false });
  });
});

describe('name?', () => {
  it.each(['summarize?', '?summarize', 'accesses.getChild?'])('opens its documentation: %s', async (code) => {
    const { reply, published } = await kernel.execute(code);
    const [page] = (reply as unknown as { payload: { source: string; data: Record<string, string> }[] })
      .payload;
    expect(page.source).toBe('page');
    expect(page.data['text/plain']).toContain(code.includes('summarize') ? 'stddev' : 'getChild');
    expect(published.map(([type]) => type)).toEqual(['status', 'execute_input', 'status']);
  });
});

describe('completion', () => {
  it.each([
    [`accesses.getChild('`, ['user', 'resource', 'seen']],
    [`accesses.getChild('re`, ['resource']],
    [`accesses.select(['user', '`, ['user', 'resource', 'seen']],
    [`frame['`, ['user', 'resource', 'seen']],
  ])('knows the columns of a table: %s', async (code, columns) => {
    expect((await ask('complete_request', code)).matches).toEqual(columns);
  });

  it('puts the columns of a DataFrame before its methods, and knows everything else as before', async () => {
    const { matches } = (await ask('complete_request', 'frame.')) as { matches: string[] };
    expect(matches.slice(0, 3)).toEqual(['user', 'resource', 'seen']);
    expect(matches).toContain('head');
    expect((await ask('complete_request', 'accesses.getCh')).matches).toContain('getChild');
  });
});

describe('help beside values that answer nothing', () => {
  const HOSTILE: Record<string, string> = {
    revoked: `(() => { const { proxy, revoke } = Proxy.revocable({ a: 1 }, {}); revoke(); return proxy; })()`,
    revokedArray: `(() => { const { proxy, revoke } = Proxy.revocable([1], {}); revoke(); return proxy; })()`,
    throwing: `new Proxy({ a: 1 }, new Proxy({}, { get() { throw new Error('no trap'); } }))`,
    traps: `new Proxy({ a: 1 }, {
      get() { throw new Error('get'); }, has() { throw new Error('has'); },
      ownKeys() { throw new Error('ownKeys'); }, getPrototypeOf() { throw new Error('getPrototypeOf'); },
      getOwnPropertyDescriptor() { throw new Error('getOwnPropertyDescriptor'); },
    })`,
    endlessTrap: `new Proxy({ a: 1 }, { get() { for (;;); }, has() { for (;;); }, ownKeys() { for (;;); } })`,
    endlessChain: `(() => {
      const above = (): object => new Proxy({}, { getPrototypeOf: above });
      return Object.create(above()) as { a: number };
    })()`,
    below: `Object.create(new Proxy({}, { get() { throw new Error('above'); } })) as { a: number }`,
    getters: `({ get getChild() { throw new Error('getChild'); }, get $columns() { throw new Error('$columns'); } })`,
    endlessGetter: `({ get getChild() { for (;;); }, get $columns() { for (;;); } })`,
    schema: `({ getChild() {}, get schema() { throw new Error('schema'); } })`,
    fields: `({ getChild() {}, schema: { fields: new Proxy([], { get() { for (;;); } }) } })`,
    names: `({ $columns: [{ toString() { for (;;); } }, Symbol('s'), 'known'], get known() { for (;;); } })`,
    longest: `({ $columns: new Array(2 ** 32 - 1) })`,
    keys: `Object.fromEntries(Array.from({ length: 1_000_000 }, (_, n) => ['k' + n, n]))`,
    deep: `(() => { let o = {}; for (let n = 0; n < 100_000; n++) o = Object.create(o); return o as { a: number }; })()`,
  };
  beforeAll(async () => {
    const lines = Object.entries(HOSTILE).map(([name, code]) => `const ${name} = ${code};`);
    const { reply } = await kernel.execute(`${lines.join('\n')}\nconst text = '${'x'.repeat(200_000)}';`);
    expect(reply).toMatchObject({ status: 'ok' });
  });

  it.each(Object.keys(HOSTILE))('answers all the same, and knows the rest: %s', async (name) => {
    for (const code of [`${name}.`, `${name}['`, `${name}.getChild('`]) {
      expect(await ask('complete_request', code)).toMatchObject({ status: 'ok', cursor_end: code.length });
    }
    expect(await ask('inspect_request', name)).toMatchObject({ status: 'ok', found: true });
    expect(await ask('inspect_request', `${name}.`)).toMatchObject({ status: 'ok' });
    expect((await kernel.execute(`${name}?`)).reply).toMatchObject({ status: 'ok' });
    expect((await ask('complete_request', `accesses.getChild('re`)).matches).toEqual(['resource']);
  });

  it('offers what a value holds beside what would run', async () => {
    expect((await ask('complete_request', 'names.kno')).matches).toEqual(['known']);
  });

  it('answers behind a text of a million characters', async () => {
    const code = `const long = '${'x'.repeat(1_000_000)}'; accesses.getChild('re`;
    expect((await ask('complete_request', code)).matches).toEqual(['resource']);
    expect(await ask('complete_request', 'x'.repeat(1_000_000))).toMatchObject({ status: 'ok' });
  });
});
