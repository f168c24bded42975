import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { displayBundle, lastExpressionBundle } from '../../../lib/notebook/show/displayBundle.js';
import { progress } from '../../../lib/notebook/show/progress.js';
import { show } from '../../../lib/notebook/show/show.js';
import { toDataFrame } from '../../../lib/tables/toDataFrame.js';
import { toTable } from '../../../lib/tables/toTable.js';

const PLOTLY = 'application/vnd.plotly.v1+json';
const tslab = createRequire(import.meta.url)('tslab/dist/jupyter.js') as {
  lastWriteDisplayData: ((...message: unknown[]) => void) | null;
};

describe('displayBundle', () => {
  it('is what JupyterLab and the report draw, and a line of text', () => {
    const figure = { data: [{ type: 'bar', y: [1, 2] }], layout: { title: { text: 'Title' } } };
    expect(displayBundle(figure)).toEqual({
      [PLOTLY]: { ...figure, config: { responsive: true } },
      'text/plain': '[figure: Title]',
    });
    expect(displayBundle({ data: [], layout: {} })['text/plain']).toBe('[figure]');
    const escaped = { title: { text: 'R&amp;D &lt;b&gt; &#36;5' } };
    expect(displayBundle({ data: [], layout: escaped })['text/plain']).toBe('[figure: R&D <b> $5]');
  });

  it('turns typed arrays and 64-bit integers into plain numbers', () => {
    const data = [{ type: 'bar', x: BigInt64Array.of(1n, 2n), y: Float64Array.of(0.5, 1.5), width: 3n }];
    expect(displayBundle({ data, layout: {} })[PLOTLY]).toMatchObject({
      data: [{ type: 'bar', x: [1, 2], y: [0.5, 1.5], width: 3 }],
    });
  });
});

describe('lastExpressionBundle', () => {
  it('is a table or a figure as displayBundle draws them', () => {
    const rows = [{ user: 'ann', n: 1 }];
    const figure = { data: [{ type: 'bar', y: [1, 2] }], layout: {} };
    for (const value of [rows, toTable(rows), toDataFrame(toTable(rows))]) {
      expect(lastExpressionBundle(value)).toEqual(displayBundle(rows));
    }
    expect(lastExpressionBundle(figure)).toEqual(displayBundle(figure));
  });

  it('is none of what the kernel prints', () => {
    const others = [[], [1], { a: 1 }, { a: [1] }, { data: [], layout: {} }, new Map(), [new Date()], [null]];
    expect(others.map(lastExpressionBundle)).toEqual(others.map(() => null));
  });
});

describe('show', () => {
  it('prints the text outside of a kernel', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    show(toTable([{ user: 'ann' }]));
    expect(log.mock.calls).toEqual([['+----+\n|user|\n+----+\n|ann |\n+----+']]);
    log.mockRestore();
  });

  it('refuses what is neither a figure nor a table', () => {
    expect(() => show(42 as never)).toThrow(TypeError);
  });
});

// tslab's own module, with a recorder in the place of the writer that its running cell would put there.
describe('in a cell', () => {
  const write =
    vi.fn<(content: { data: Record<string, unknown>; transient: object }, update: boolean) => void>();
  beforeEach(() => {
    write.mockReset();
    tslab.lastWriteDisplayData = write as (...message: unknown[]) => void;
  });
  afterEach(() => {
    tslab.lastWriteDisplayData = null;
  });

  it('show sends tables as HTML and as text, in one message', () => {
    for (const table of [
      toTable([{ user: '<b>' }]),
      toDataFrame(toTable([{ user: '<b>' }])),
      [{ user: '<b>' }],
    ]) {
      show(table);
      const [{ data, transient }, update] = write.mock.lastCall!;
      expect(Object.keys(data)).toEqual(['text/html', 'text/plain']);
      expect(data['text/html']).toContain('&lt;b&gt;');
      expect([transient, update]).toEqual([{}, false]);
    }
    expect(write).toHaveBeenCalledTimes(3);
  });

  it('show sends figures as Plotly JSON', () => {
    show({ data: [], layout: { height: 1 } });
    expect(write.mock.lastCall![0].data[PLOTLY]).toMatchObject({ data: [], layout: { height: 1 } });
  });

  it('progress draws in one place, and always its end', () => {
    const { onIteration } = progress('Training');
    onIteration({ iteration: 1, maxIter: 1000, change: 0.5, loss: 1, done: false });
    onIteration({ iteration: 2, maxIter: 1000, change: 0, loss: 1, done: true });
    const first = write.mock.calls[0];
    const last = write.mock.lastCall!;
    expect([first[1], last[1]]).toEqual([false, true]);
    expect(first[0].transient).toEqual({ display_id: expect.any(String) });
    expect(last[0].transient).toEqual(first[0].transient);
    expect(last[0].data['text/plain']).toContain('iteration 2 of 1,000 (the factors stopped moving)');
    expect(last[0].data['text/html']).toContain('width:100.0%');
  });
});
