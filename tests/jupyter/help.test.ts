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
