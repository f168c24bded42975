import type { Table } from 'apache-arrow';
import { asAccesses } from '../alerts/accounts/tellingOf.js';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { counted } from '../base/text/counted.js';
import { visibleText } from '../base/text/visibleText.js';
import { findColumn } from '../tables/findColumn.js';
import { escapeLabel } from './plotly/escapeMarkup.js';
import type { Figure, TitleOption, Trace } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { accountPick, type Pickable, resourcePick, withPicks } from './plotly/picks.js';
import { rowAxis } from './plotly/rowAxis.js';
import { COLOURS } from './plotly/style.js';

/** The part of Plotly's scatter trace that the figure uses. */
export interface TimelineTrace extends Trace {
  type: 'scatter';
  mode: 'markers';
  /** ISO 8601, UTC. */
  x: string[];
  /** The lane of each alert's user. */
  y: number[];
  text: string[];
  marker: {
    size: number[];
    color: number[];
    cmin: 0;
    cmax: 100;
    colorscale: [number, string][];
    colorbar: { title: { text: string } };
    line: { color: string; width: number };
  };
  hovertemplate: string;
}

export interface TimelineOptions extends TitleOption {
  /** How many users get a lane: those with the severest alerts. Default: 20. */
  n?: number;
}

/**
 * Shows when alerts came. Each user has a lane, and the severest user's is on top; size and colour show the
 * severity. Alerts without a time are left out, and counted in the description.
 *
 * @param given a table of `triage`; of alerts by account, the telling accesses are taken
 * @throws RangeError naming a column that is missing
 *
 * @example
 * show(alertTimeline(alerts, { n: 10 }));
 */
export function alertTimeline(given: Table, options: TimelineOptions = {}): Figure<TimelineTrace> {
  const alerts = asAccesses(given);
  checkNames('alertTimeline options', options, ['n', 'title']);
  const { n = 20, title = 'When the alerts came' } = options;
  expectInteger('n', n, 1);
  const [res, severity, first] = ['res', 'severity', 'first'].map((name) => findColumn(alerts, name));
  const rows = Array.from({ length: alerts.numRows }, (_, row) => row);
  const timed = rows.filter((row) => first.get(row) !== null);
  const laneOf = lanesBy(alerts);
  const intruder = alerts.getChild('intruder');
  const looksOf = (row: number) => (intruder?.get(row) ? `, looks like ${intruder.get(row)}` : '');
  const lanes = [...new Set(timed.map(laneOf))].slice(0, n);
  const shown = timed.filter((row) => lanes.includes(laneOf(row)));
  // An access of a severe account may say little by itself, such as one of a sweep.
  const ofAccount = alerts.getChild('account_severity');
  const severities = shown.map((row) => Number(ofAccount?.get(row) ?? severity.get(row)));
  const [user, tenant] = [findColumn(alerts, 'user'), alerts.getChild('tenant')];
  const accountOf = (row: number) => accountPick(user.get(row), tenant?.get(row));
  const points = shown.map((row): Pickable[] => [
    accountOf(row),
    resourcePick(res.get(row), tenant?.get(row)),
  ]);
  const ofLanes = lanes.map((lane) => [accountOf(timed.find((row) => laneOf(row) === lane)!)]);
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: shown.map((row) => new Date(Number(first.get(row))).toISOString()),
        y: shown.map((row) => lanes.indexOf(laneOf(row))),
        text: shown.map((row) => escapeLabel(`${laneOf(row)} at ${res.get(row)}${looksOf(row)}`)),
        marker: {
          size: severities.map((value) => 7 + value / 8),
          color: severities,
          cmin: 0,
          cmax: 100,
          colorscale: [
            [0, '#b9c6d6'],
            [0.5, '#e8a23b'],
            [1, '#c1121f'],
          ],
          colorbar: { title: { text: 'severity' } },
          line: { color: COLOURS.muted, width: 0.5 },
        },
        hovertemplate: '%{text}: severity %{marker.color}, %{x}<extra></extra>',
      },
    ],
    layout: withPicks(
      figureLayout({
        title,
        description: captionOf(title, shown.length, lanes, rows.length - timed.length),
        height: 140 + 24 * Math.max(lanes.length, 3),
        showlegend: false,
        // If there are no alerts, Plotly would show the year 2000.
        xaxis: { title: { text: 'time (UTC)' }, type: 'date', showticklabels: shown.length > 0 },
        yaxis: rowAxis(lanes, 32),
        margin: { l: 16, r: 32, t: 64, b: 56 },
      }),
      { points, rows: ofLanes },
    ),
  };
}

/** A row's user, with the tenant if there are several tenants: two users may have the same name. */
function lanesBy(alerts: Table): (row: number) => string {
  const users = findColumn(alerts, 'user');
  const tenants = alerts.getChild('tenant');
  if (tenants === null || new Set(tenants).size < 2) return (row) => String(users.get(row));
  return (row) => `${users.get(row)} (${tenants.get(row)})`;
}

function captionOf(title: string, shown: number, lanes: readonly string[], untimed: number): string {
  const most = lanes.slice(0, 5).map(visibleText).join(', ');
  const without =
    untimed > 0 ? `; ${counted(untimed, 'alert')} ${untimed === 1 ? 'has' : 'have'} no time` : '';
  return `${title}: ${counted(shown, 'alert')} of ${counted(lanes.length, 'user')}${lanes.length > 0 ? `, the severest first: ${most}` : ''}${without}.`;
}
