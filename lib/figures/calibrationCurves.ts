import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { findColumn } from '../tables/findColumn.js';
import type { LineTrace } from './fitCurve.js';
import { escapeLabel } from './plotly/escapeMarkup.js';
import type { Figure, Json, TitleOption } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { COLOURS, GROUP_COLOURS } from './plotly/style.js';

/** The part of Plotly's line trace that the figure uses. */
export interface CalibrationTrace extends Omit<LineTrace, 'y'> {
  name: string;
  y: (number | null)[];
  line: LineTrace['line'] & { dash?: string };
  error_y?: Json;
}

/**
 * Promised alarm rates and realised ones, for all accesses and for each kind of them. On the dashed line a
 * promise is kept; above it there are more false alarms than promised. Whiskers are 95 % intervals.
 *
 * @param table a table of `calibration`
 * @throws RangeError naming a column that is missing, or an option that isn't known
 */
export function calibrationCurves(table: Table, options: TitleOption = {}): Figure<CalibrationTrace> {
  checkNames('calibrationCurves options', options, ['title']);
  const { title = 'Alarm rates, promised and realised' } = options;
  const names = ['tenant', 'kind', 'promised', 'realised', 'low', 'high'];
  const [tenant, kind, promised, realised, low, high] = names.map((name) => findColumn(table, name));
  const rows = Array.from({ length: table.numRows }, (_, row) => row).filter(
    (row) => tenant.get(row) === null,
  );
  const kinds = [...new Set(rows.map((row) => String(kind.get(row))))];
  const curves = kinds.map((name, n): CalibrationTrace => {
    const own = rows.filter((row) => kind.get(row) === name);
    const y = own.map((row): number => realised.get(row));
    return {
      type: 'scatter',
      mode: 'lines+markers',
      name: escapeLabel(name),
      x: own.map((row) => promised.get(row)),
      // A logarithmic axis can't show 0.
      y: y.map((rate) => (rate > 0 ? rate : null)),
      line: { color: GROUP_COLOURS[n % GROUP_COLOURS.length], width: name === 'all' ? 3 : 1.5 },
      error_y: {
        type: 'data',
        symmetric: false,
        array: own.map((row, index) => high.get(row) - y[index]),
        arrayminus: own.map((row, index) => y[index] - low.get(row)),
        thickness: 1,
        width: 2,
      },
      hovertemplate: `${escapeLabel(name)}: promised %{x:.2%}, realised %{y:.2%}<extra></extra>`,
    };
  });
  const promises = curves.flatMap(({ x }) => x);
  const ends = promises.length > 0 ? [Math.min(...promises), Math.max(...promises)] : [];
  const ofAll = rows
    .filter((row) => kind.get(row) === 'all')
    .map((row) => `promised ${percent(promised.get(row))}, realised ${percent(realised.get(row))}`);
  return {
    data: [
      ...curves,
      {
        type: 'scatter',
        mode: 'lines',
        name: 'as promised',
        x: ends,
        y: ends,
        line: { color: COLOURS.muted, width: 1, dash: 'dash' },
        hovertemplate: 'as promised: %{y:.2%}<extra></extra>',
      },
    ],
    layout: figureLayout({
      title,
      description: `${title}: ${ofAll.join('; ') || 'nothing to show'}.`,
      height: 420,
      margin: { l: 64, r: 24, t: 88, b: 56 },
      xaxis: { title: { text: 'promised' }, type: 'log', tickformat: '.1%', dtick: 1 },
      yaxis: { title: { text: 'realised' }, type: 'log', tickformat: '.1%', dtick: 1 },
    }),
  };
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
