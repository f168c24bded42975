import { checkNames } from '../base/checks/checkNames.js';
import { sharedPairs } from '../evaluate/compare/sharedPairs.js';
import { precisionRecallCurve, rocCurve } from '../evaluate/metrics/curves.js';
import type { Labels, Scores } from '../evaluate/metrics/rankScores.js';
import type { LineTrace } from './fitCurve.js';
import { escapeLabel } from './plotly/escapeMarkup.js';
import { unescapeTitle } from './plotly/escapeTitle.js';
import type { Figure, Json, TitleOption } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { COLOURS, GROUP_COLOURS } from './plotly/style.js';

/** The part of Plotly's line trace that the figure uses. */
export interface CurveTrace extends LineTrace {
  mode: 'lines';
  name: string;
  legendgroup: string;
  showlegend: boolean;
  xaxis: 'x' | 'x2';
  yaxis: 'y' | 'y2';
  line: LineTrace['line'] & { dash?: string; shape: 'linear' | 'hv' };
}

/**
 * Compares rankings of the same pairs by their ROC curves and their curves of precision over recall. The
 * dashed line is guessing. If a ranking has no score for a pair (null), the pair is left out for all
 * rankings, as in `compareRankings`. If no anomalous or no normal pairs are left, the figure says so.
 *
 * @param rankings scores by name; higher means more anomalous
 * @throws RangeError if rankings and labels differ in length, or naming an option that isn't known
 */
export function rankingCurves(
  rankings: Record<string, Scores>,
  labels: Labels,
  options: TitleOption = {},
): Figure<CurveTrace> {
  checkNames('rankingCurves options', options, ['title']);
  const { title = 'How the rankings find the anomalous pairs' } = options;
  const { labels: known, rankings: shared } = sharedPairs(rankings, labels);
  const positives = known.filter((label) => label === 1).length / known.length;
  const hasBoth = positives > 0 && positives < 1;
  const curves = (hasBoth ? shared : []).flatMap(({ name, scores: values }, n) => {
    const common = { name: escapeLabel(name), legendgroup: String(n) };
    const line = { color: GROUP_COLOURS[n % GROUP_COLOURS.length], width: 2 };
    return [
      panel(1, common, thin(rocCurve(values, known)), { ...line, shape: 'linear' }),
      panel(2, common, thin(precisionRecallCurve(values, known)), { ...line, shape: 'hv' }),
    ];
  });
  const guess = { name: 'guessing', legendgroup: 'guessing' };
  const dashed = { color: COLOURS.muted, width: 1, dash: 'dash', shape: 'linear' } as const;
  return {
    data: [
      ...curves,
      panel(1, guess, { x: [0, 1], y: [0, 1] }, dashed),
      ...(hasBoth ? [panel(2, guess, { x: [0, 1], y: [positives, positives] }, dashed)] : []),
    ],
    layout: figureLayout({
      title,
      description: captionOf(title, curves),
      height: 420,
      margin: { l: 64, r: 24, t: 88, b: 56 },
      xaxis: axis('normal pairs flagged', { domain: [0, 0.46] }),
      yaxis: axis('anomalous pairs found'),
      xaxis2: axis('anomalous pairs found (recall)', { domain: [0.54, 1], anchor: 'y2' }),
      yaxis2: axis('precision', { anchor: 'x2' }),
      annotations: hasBoth
        ? []
        : [{ text: NOTHING, showarrow: false, xref: 'paper', yref: 'paper', x: 0.5, y: 0.5 }],
    }),
  };
}

const NOTHING = 'Nothing to compare: no pairs of both labels that every ranking can score';

function panel(
  number: 1 | 2,
  names: { name: string; legendgroup: string },
  { x, y }: { x: number[]; y: number[] },
  line: CurveTrace['line'],
): CurveTrace {
  return {
    type: 'scatter',
    mode: 'lines',
    ...names,
    // The legend shows the left panel's line, which stands for both.
    showlegend: number === 1,
    x,
    y,
    xaxis: number === 1 ? 'x' : 'x2',
    yaxis: number === 1 ? 'y' : 'y2',
    line,
    hovertemplate: `${names.name}: %{x:.3f}, %{y:.3f}<extra></extra>`,
  };
}

function axis(title: string, more: { [key: string]: Json } = {}): Json {
  return { title: { text: title }, range: [-0.02, 1.02], tickformat: '.1f', ...more };
}

/** A screen shows no more points than this; more would only make the report larger. */
const MOST_POINTS = 1000;

/** Every k-th point, including the first and the last. */
function thin({ x, y }: { x: number[]; y: number[] }): { x: number[]; y: number[] } {
  const step = Math.ceil(x.length / MOST_POINTS);
  const keep = (_: number, n: number) => n % step === 0 || n === x.length - 1;
  return { x: x.filter(keep), y: y.filter(keep) };
}

/** The share of anomalous pairs that each ranking finds while it flags at most 5 % of the normal ones. */
function captionOf(title: string, curves: readonly CurveTrace[]): string {
  const found = curves
    .filter(({ xaxis }) => xaxis === 'x')
    .map(({ name, x, y }) => {
      const last = x.reduce((best, share, n) => (share <= 0.05 ? n : best), 0);
      return `${unescapeTitle(name)} finds ${(100 * y[last]).toFixed(0)} % of the anomalous pairs while it flags at most 5 % of the normal ones`;
    });
  return `${title}: ${found.join('; ') || NOTHING}.`;
}
