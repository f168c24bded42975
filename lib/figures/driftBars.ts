import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { visibleText } from '../base/text/visibleText.js';
import { findColumn } from '../tables/findColumn.js';
import { escapeLabel } from './plotly/escapeMarkup.js';
import { escapeTitle } from './plotly/escapeTitle.js';
import type { Figure, TitleOption, Trace } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { accountPick, resourcePick, withPicks } from './plotly/picks.js';
import { rowAxis } from './plotly/rowAxis.js';
import { GROUP_COLOURS } from './plotly/style.js';

/** The part of Plotly's bar trace that the figure uses. */
export interface BarTrace extends Trace {
  type: 'bar';
  orientation: 'h';
  x: number[];
  y: number[];
  text: string[];
  /** There is no text on the bars, since the names are shown beside them. */
  textposition: 'none';
  customdata: number[];
  marker: { color: string };
  hovertemplate: string;
}

export interface DriftBarsOptions extends TitleOption {
  /** The column of the names. Default: 'user'. */
  nameCol?: string;
  /** How many bars. Default: 20. */
  n?: number;
  /** What drift is measured in. Default: the unit that `modelDrift` notes in its table. */
  unit?: string;
}

/**
 * Shows the users that moved most from one model to another, one bar for each.
 *
 * @param drift a table of `modelDrift`: the largest drift comes first
 * @throws RangeError naming a column that is missing
 *
 * @example
 * show(driftBars(modelDrift(model, await model.update(today))));
 */
export function driftBars(drift: Table, options: DriftBarsOptions = {}): Figure<BarTrace> {
  checkNames('driftBars options', options, ['nameCol', 'n', 'title', 'unit']);
  const {
    nameCol = 'user',
    n = 20,
    title = 'Whose scores moved most',
    unit = drift?.schema?.metadata?.get('unit') ?? 'deviations of the score',
  } = options;
  expectInteger('n', n, 1);
  const [names, values, shifts] = [nameCol, 'drift', 'shift'].map((name) => findColumn(drift, name));
  const rows: number[] = [];
  for (let row = 0; row < drift.numRows && rows.length < n; row++)
    if (values.get(row) !== null) rows.push(row);
  const labels = rows.map((row) => String(names.get(row)));
  const tenants = drift.getChild('tenant');
  const picksOf = () => {
    const pick = { user: accountPick, res: resourcePick }[nameCol];
    return pick === undefined ? {} : { rows: rows.map((row) => [pick(names.get(row), tenants?.get(row))]) };
  };
  const drifts = rows.map((row): number => values.get(row));
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: drifts,
        // Positions, not names: users of several tenants may share one.
        y: rows.map((_, position) => position),
        text: labels.map(escapeLabel),
        textposition: 'none',
        customdata: rows.map((row) => shifts.get(row)),
        marker: { color: GROUP_COLOURS[0] },
        hovertemplate: '%{text}: drift %{x:.3g}, on average %{customdata:+.3g}<extra></extra>',
      },
    ],
    layout: withPicks(
      figureLayout({
        title,
        description: captionOf(title, labels, drifts),
        height: 120 + 22 * Math.max(rows.length, 3),
        showlegend: false,
        xaxis: { title: { text: escapeTitle(`Drift, in ${unit}`) }, rangemode: 'tozero' },
        yaxis: rowAxis(labels, 32),
        margin: { l: 16, r: 32, t: 64, b: 56 },
      }),
      picksOf(),
    ),
  };
}

function captionOf(title: string, names: readonly string[], drifts: readonly number[]): string {
  const most = names.slice(0, 5).map((name, n) => `${visibleText(name)} ${Number(drifts[n].toPrecision(3))}`);
  return `${title}: ${names.length} bars${most.length > 0 ? `, the longest ${most.join(', ')}` : ''}.`;
}
