import { checkNames } from '../base/checks/checkNames.js';
import type { Figure, TitleOption, Trace } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { GROUP_COLOURS } from './plotly/style.js';

/** What `onIteration` reports after an iteration. */
export interface FitPoint {
  /** from 1 */
  iteration: number;
  /** how much the factors changed; absent when the fit did not measure it */
  change?: number;
}

/** The part of Plotly's line trace that the curve uses. */
export interface LineTrace extends Trace {
  type: 'scatter';
  mode: 'lines' | 'lines+markers';
  x: number[];
  y: number[];
  line: { color: string; width: number };
  hovertemplate: string;
}

/**
 * Shows how fast a fit settles: the change of each iteration on a logarithmic axis. Points without a positive
 * change are left out, since that axis can't show them.
 *
 * @throws RangeError naming an option that isn't known
 */
export function fitCurve(points: Iterable<FitPoint>, options: TitleOption = {}): Figure<LineTrace> {
  checkNames('fitCurve options', options, ['title']);
  const { title = 'Change of the factors by iteration' } = options;
  const drawn = [...points].filter(
    (point): point is Required<FitPoint> =>
      point.change !== undefined && point.change > 0 && Number.isFinite(point.change),
  );
  return {
    data: [
      {
        type: 'scatter',
        mode: drawn.length > 30 ? 'lines' : 'lines+markers',
        x: drawn.map((point) => point.iteration),
        y: drawn.map((point) => point.change),
        line: { color: GROUP_COLOURS[0], width: 2 },
        hovertemplate: 'iteration %{x}: %{y:.3g}<extra></extra>',
      },
    ],
    layout: figureLayout({
      title,
      description: captionOf(title, drawn),
      height: 360,
      showlegend: false,
      margin: { l: 72, r: 32, t: 64, b: 56 },
      xaxis: { title: { text: 'Iteration' }, tickformat: ',d' },
      yaxis: { title: { text: 'Change' }, type: 'log', exponentformat: 'power', dtick: 1 },
    }),
  };
}

function captionOf(title: string, points: readonly Required<FitPoint>[]): string {
  const [first, last] = [points[0], points[points.length - 1]];
  if (first === undefined) return `${title}: nothing to show.`;
  const change = ({ change, iteration }: Required<FitPoint>) =>
    `${Number(change.toPrecision(3))} in iteration ${iteration}`;
  return `${title}: from ${change(first)} to ${change(last)}.`;
}
