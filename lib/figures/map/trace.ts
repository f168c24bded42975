import { shortenLabel } from '../../base/text/shortenLabel.js';
import { escapeTitle } from '../plotly/escapeTitle.js';
import type { Trace } from '../plotly/figure.js';
import { COLOURS } from '../plotly/style.js';
import { reasonText } from '../sankey/alertReasons.js';
import type { Shown } from './chooseShown.js';
import { mapLabels } from './labels.js';
import type { AccessMapData, MapCell } from './readMap.js';

/** Plotly's heatmap trace, as far as the map uses it. */
export interface MapTrace extends Trace {
  type: 'heatmap';
  /** By row and column: 0 an access, 1 an alert, null neither. */
  z: (number | null)[][];
  /** What is shown where one points, escaped for Plotly; '' where there is nothing. */
  text: string[][];
  zmin: 0;
  zmax: 1;
  colorscale: [number, string][];
  showscale: false;
  xgap: 1;
  ygap: 1;
  hoverongaps: false;
  hovertemplate: string;
}

/** A name where one points is cut beyond this many characters. */
const CELL_HOVER_LENGTH = 120;

/** The map's cells, the rows and the columns in the order given. */
export function mapTrace(data: AccessMapData, { users, resources }: Shown): MapTrace {
  const row = new Map(users.map((user, n) => [user, n]));
  const column = new Map(resources.map((res, n) => [res, n]));
  const z = users.map(() => new Array<number | null>(resources.length).fill(null));
  const text = users.map(() => new Array<string>(resources.length).fill(''));
  const labels = mapLabels(data);
  for (const cell of data.cells) {
    const [y, x] = [row.get(cell.user), column.get(cell.res)];
    if (y === undefined || x === undefined) continue;
    z[y][x] = cell.isAlert ? 1 : 0;
    text[y][x] = hoverOf(cell, labels.user(cell.user), labels.res(cell.res));
  }
  return {
    type: 'heatmap',
    z,
    text,
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, COLOURS.normal],
      [0.5, COLOURS.normal],
      [0.5, COLOURS.anomalous],
      [1, COLOURS.anomalous],
    ],
    showscale: false,
    xgap: 1,
    ygap: 1,
    hoverongaps: false,
    hovertemplate: '%{text}<extra></extra>',
  };
}

function hoverOf({ count, isAlert, reason }: MapCell, user: string, res: string): string {
  const name = (label: string) => escapeTitle(shortenLabel(label, CELL_HOVER_LENGTH));
  const lines = [name(user), `→ ${name(res)}`];
  if (count > 0) lines.push(`accesses: ${Number(count.toPrecision(6)).toLocaleString('en-US')}`);
  if (isAlert) lines.push('alert');
  if (reason !== null) lines.push(reasonText(reason));
  return lines.join('<br>');
}
