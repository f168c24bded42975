import { shortenLabel } from '../../base/text/shortenLabel.js';
import { escapeTitle } from '../plotly/escapeTitle.js';
import type { Trace } from '../plotly/figure.js';
import { COLOURS } from '../plotly/style.js';
import { reasonText } from '../sankey/alertReasons.js';
import type { Shown } from './chooseShown.js';
import { mapLabels } from './labels.js';
import type { AccessMapData, MapCell } from './readMap.js';

/** The part of Plotly's heatmap trace that the map uses. */
export interface MapTrace extends Trace {
  type: 'heatmap';
  /** By row and column: 0 is an access, 1 an alert, and null neither. */
  z: (number | null)[][];
  /** The hover texts, escaped for Plotly; '' where there is no access. */
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

/** A name in a hover text is cut after this many characters. */
const CELL_HOVER_LENGTH = 120;

/** The map's cells, with the rows and the columns in the given order. */
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
