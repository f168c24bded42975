import { counted } from '../../base/text/counted.js';
import { shortenLabels } from '../../base/text/shortenLabels.js';
import { visibleText } from '../../base/text/visibleText.js';
import { escapeTitle } from '../plotly/escapeTitle.js';
import type { Layout } from '../plotly/figure.js';
import { figureLayout } from '../plotly/figureLayout.js';
import { note } from '../plotly/note.js';
import { COLOURS } from '../plotly/style.js';
import type { Shown } from './chooseShown.js';
import { mapLabels } from './labels.js';
import type { AccessMapData } from './readMap.js';

const EMPTY_MAP_HEIGHT = 200;
/** In pixels. */
const ROW_HEIGHT = 14;
/** With fewer rows and columns, cells would be too large. */
const LEAST_ROWS = 4;
const LEAST_COLUMNS = 30;
/** The width of a character of a column's label at font size 10, in pixels. */
const CHARACTER = 6;
/** How many columns have room for a label on a page of usual width. */
const LABELLED_COLUMNS = 50;
const USER_LENGTH = 28;
const RES_LENGTH = 22;

/**
 * The map's axes and texts. All rows are named, and as many columns as have room, those of alerts first.
 *
 * @param title plain text
 */
export function mapLayout(data: AccessMapData, shown: Shown, title: string): Layout {
  const parts = partsShown(data, shown);
  if (shown.users.length === 0) return emptyLayout(title);
  const labels = mapLabels(data);
  const named = namedColumns(data, shown);
  const columnTexts = shortenLabels(
    named.map((n) => labels.res(shown.resources[n])),
    RES_LENGTH,
  );
  const rowTexts = shortenLabels(shown.users.map(labels.user), USER_LENGTH);
  const longest = columnTexts.reduce((most, text) => Math.max(most, [...text].length), 0);
  const rows = Math.max(shown.users.length, LEAST_ROWS);
  const key =
    `<span style="color:${COLOURS.anomalous}">■</span> alert   ` +
    `<span style="color:${COLOURS.normal}">■</span> access`;
  return figureLayout({
    title,
    description: `${title}: ${parts.join(', ')}. ${alertsInWords(data, shown)}`,
    height: 160 + CHARACTER * longest + ROW_HEIGHT * rows,
    annotations: [note(`${key}   ${parts.join(', ')}`, 0, 1)],
    xaxis: {
      title: { text: named.length < shown.resources.length ? 'resources (some are named)' : 'resources' },
      range: [-0.5, Math.max(shown.resources.length, LEAST_COLUMNS) - 0.5],
      showgrid: false,
      tickmode: 'array',
      tickangle: -90,
      tickfont: { size: 10 },
      tickvals: named,
      ticktext: columnTexts.map(escapeTitle),
    },
    yaxis: {
      range: [rows - 0.5, -0.5],
      showgrid: false,
      tickmode: 'array',
      tickfont: { size: 10 },
      tickvals: shown.users.map((_, n) => n),
      ticktext: rowTexts.map(escapeTitle),
    },
    margin: { l: 16, r: 16, t: 88, b: 56 },
  });
}

function emptyLayout(title: string): Layout {
  return figureLayout({
    title,
    description: `${title}: no accesses.`,
    height: EMPTY_MAP_HEIGHT,
    annotations: [
      { text: 'No accesses to show', x: 0.5, y: 0.5, xref: 'paper', yref: 'paper', showarrow: false },
    ],
    xaxis: { visible: false },
    yaxis: { visible: false },
  });
}

/** '60 of 11,342 users', and so on. */
function partsShown({ users, resources, cells }: AccessMapData, shown: Shown): string[] {
  const alerts = cells.filter(({ isAlert }) => isAlert);
  return [
    part(shown.users.length, users.length, 'user'),
    part(shown.resources.length, resources.length, 'resource'),
    part(shownAlerts(cells, shown).length, alerts.length, 'alert'),
  ];
}

function part(shown: number, all: number, noun: string): string {
  return shown === all ? counted(all, noun) : `${shown.toLocaleString('en-US')} of ${counted(all, noun)}`;
}

function shownAlerts(cells: AccessMapData['cells'], shown: Shown): AccessMapData['cells'] {
  const [users, resources] = [new Set(shown.users), new Set(shown.resources)];
  return cells.filter(({ user, res, isAlert }) => isAlert && users.has(user) && resources.has(res));
}

function alertsInWords(data: AccessMapData, shown: Shown): string {
  const labels = mapLabels(data);
  const first = shownAlerts(data.cells, shown).slice(0, 5);
  if (first.length === 0) return 'No alerts.';
  return `The first alerts: ${first.map(({ user, res }) => visibleText(`${labels.user(user)} at ${labels.res(res)}`)).join(', ')}.`;
}

/** The columns to name: so far apart that no labels touch, and preferably those of the first alerts. */
function namedColumns({ cells }: AccessMapData, shown: Shown): number[] {
  const column = new Map(shown.resources.map((res, n) => [res, n]));
  const distance = Math.ceil(shown.resources.length / LABELLED_COLUMNS);
  const named = new Set<number>();
  const alerted = shownAlerts(cells, shown).map(({ res }) => column.get(res)!);
  for (const n of [...alerted, ...column.values()]) {
    let isFree = true;
    for (let near = n - distance + 1; near < n + distance; near++) if (named.has(near)) isFree = false;
    if (isFree) named.add(n);
  }
  return [...named].sort((a, b) => a - b);
}
