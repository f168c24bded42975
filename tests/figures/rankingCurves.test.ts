import { describe, expect, it } from 'vitest';
import { rankingCurves } from '../../lib/figures/rankingCurves.js';

const labels = [1, 0, 1, 0];

describe('rankingCurves', () => {
  it('draws both curves of each ranking, and guessing', () => {
    const { data, layout } = rankingCurves({ '<b>model</b>': [3, 2, 2, 1], rule: [1, 1, 1, 1] }, labels, {
      title: '$t$',
    });
    expect(data.map(({ name, xaxis, showlegend }) => [name, xaxis, showlegend])).toEqual([
      ['&lt;b&gt;model&lt;/b&gt;', 'x', true],
      ['&lt;b&gt;model&lt;/b&gt;', 'x2', false],
      ['rule', 'x', true],
      ['rule', 'x2', false],
      ['guessing', 'x', true],
      ['guessing', 'x2', false],
    ]);
    expect(data[0]).toMatchObject({ x: [0, 0, 0.5, 1], y: [0, 0.5, 1, 1] });
    expect(data[1]).toMatchObject({ x: [0.5, 1, 1], y: [1, 2 / 3, 0.5] });
    expect(data[5]).toMatchObject({ x: [0, 1], y: [0.5, 0.5] });
    expect(layout.title.text).not.toBe('$t$');
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  it('leaves out pairs that some ranking has no score for, for all of them', () => {
    const { data } = rankingCurves({ model: [3, null, 2, 1], rule: [1, 9, 1, 1] }, labels);
    expect(data).toEqual(rankingCurves({ model: [3, 2, 1], rule: [1, 1, 1] }, [1, 1, 0]).data);
    expect(() => rankingCurves({ model: [3] }, labels)).toThrow(
      'Expected 4 scores of model, one a label, got 1',
    );
    expect(() => rankingCurves({ model: [3] }, [1], { titel: 'x' } as never)).toThrow('titel');
  });

  it('says that there is nothing to compare where no pairs of both labels are left', () => {
    const { data, layout } = rankingCurves({ model: [3, null] }, [1, 0]);
    expect(data.map(({ name }) => name)).toEqual(['guessing']);
    expect(JSON.stringify(layout.annotations)).toContain('Nothing to compare');
    expect(layout.meta.description).toContain('Nothing to compare');
    expect(rankingCurves({ model: [3, 1] }, [1, 0]).layout.annotations).toEqual([]);
  });

  it('draws at most about a thousand points of each, the ends among them', () => {
    const scores = Array.from({ length: 10_000 }, (_, n) => n);
    const { data } = rankingCurves(
      { model: scores },
      scores.map((n) => n % 2),
    );
    expect(data[0].x.length).toBeLessThan(1010);
    expect([data[0].x[0], data[0].y[0]]).toEqual([0, 0]);
    expect([data[0].x.at(-1), data[0].y.at(-1)]).toEqual([1, 1]);
  });
});
