import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { shortenLabels } from '../base/text/shortenLabels.js';
import { visibleText } from '../base/text/visibleText.js';
import { termColumns } from '../evidence/explain/termColumns.js';
import { isContextTerm, termName } from '../evidence/explain/termName.js';
import { MIXTURE } from '../evidence/params.js';
import { findColumn } from '../tables/findColumn.js';
import type { BarTrace } from './driftBars.js';
import { escapeLabel } from './plotly/escapeMarkup.js';
import type { Figure, TitleOption } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { accountPick, type Pickable, resourcePick, withPicks } from './plotly/picks.js';
import { rowAxis } from './plotly/rowAxis.js';
import { COLOURS, GROUP_COLOURS } from './plotly/style.js';

/** The part of Plotly's bar trace that the figure uses. */
export interface EvidenceTrace extends Omit<BarTrace, 'customdata'> {
  name: string;
}

export interface EvidenceBarsOptions extends TitleOption {
  /** How many accesses are shown, from the first row on. Default: 10. */
  n?: number;
}

/** Labels with more characters are cut. */
const LABEL = 48;
const ARROW = ' → ';
/** The colours after those of groups are for the terms of contexts. */
const PALETTE = [...GROUP_COLOURS, '#6fa8dc', '#a34a5f', '#7b9e3f'];

/**
 * What the evidence against accesses is made of. Each access has a bar of its terms, including those of
 * contexts, in nats: terms that speak for an intruder go to the right, and terms that speak for normal use to
 * the left.
 *
 * @param explained a table of `explain`, or of `transform` with `parts`, with the columns user and res
 * @throws RangeError naming a column that is missing
 *
 * @example
 * show(evidenceBars(model.explain(tellingOf(alerts))));
 */
export function evidenceBars(explained: Table, options: EvidenceBarsOptions = {}): Figure<EvidenceTrace> {
  checkNames('evidenceBars options', options, ['n', 'title']);
  const { n = 10, title = 'What the evidence is made of' } = options;
  expectInteger('n', n, 1);
  const [user, res] = ['user', 'res'].map((name) => findColumn(explained, name));
  const rows = Array.from({ length: Math.min(n, explained.numRows) }, (_, row) => row);
  const labels = rows.map((row) => `${user.get(row)}${ARROW}${res.get(row)}`);
  const terms = termsOf(explained);
  const tenant = explained.getChild('tenant');
  const pickOf = (row: number): Pickable[] => [
    accountPick(user.get(row), tenant?.get(row)),
    resourcePick(res.get(row), tenant?.get(row)),
  ];
  const hovers = rows.map((row) => `${labels[row]}${contextsOf(explained, row)}`);
  const data = terms.map(([column, name], index): EvidenceTrace => {
    const values = findColumn(explained, column);
    return {
      type: 'bar',
      orientation: 'h',
      name,
      x: rows.map((row) => Number(values.get(row))),
      // Positions, not names: pairs of several tenants may share one.
      y: rows.map((_, position) => position),
      text: hovers.map(escapeLabel),
      textposition: 'none',
      marker: { color: column === MIXTURE ? COLOURS.muted : PALETTE[index % PALETTE.length] },
      hovertemplate: `%{text}: ${name} %{x:.2f}<extra></extra>`,
    };
  });
  return {
    data,
    layout: withPicks(
      figureLayout({
        title,
        description: captionOf(title, labels, data),
        height: 140 + 26 * Math.max(rows.length, 3),
        barmode: 'relative',
        showlegend: true,
        xaxis: { title: { text: 'Evidence, in nats: for an intruder to the right' }, zeroline: true },
        yaxis: rowAxis(shortPairs(rows.map((row) => [String(user.get(row)), String(res.get(row))])), LABEL),
        margin: { l: 16, r: 32, t: 88, b: 56 },
      }),
      { rows: rows.map(pickOf) },
    ),
  };
}

/**
 * The labels of pairs. Users are shortened among users, resources among resources; short names leave room.
 */
function shortPairs(pairs: readonly (readonly [user: string, res: string])[]): string[] {
  const room = LABEL - ARROW.length;
  const half = Math.floor(room / 2);
  const [users, resources] = [0, 1].map((side) => pairs.map((pair) => pair[side]));
  const longest = (names: readonly string[]) =>
    names.reduce((most, name) => Math.max(most, [...name].length), 0);
  const first = shortenLabels(users, Math.max(half, room - longest(resources)));
  const second = shortenLabels(resources, Math.max(half, room - longest(first)));
  return pairs.map((_, n) => `${first[n]}${ARROW}${second[n]}`);
}

/** The terms' columns and their names; the terms of contexts and the mixture of intruders come last. */
function termsOf(explained: Table): [column: string, name: string][] {
  return termColumns(explained.schema.names.map(String)).map((column) => [column, termName(column)]);
}

/** The contexts of a row, to be shown under the pointer: `, zone z60, hour 3`. */
function contextsOf(explained: Table, row: number): string {
  return termsOf(explained)
    .filter(([column]) => isContextTerm(column))
    .map(([, name]) => ({ name, value: explained.getChild(name)?.get(row) ?? null }))
    .filter(({ value }) => value !== null)
    .map(({ name, value }) => `, ${name} ${value}`)
    .join('');
}

function captionOf(title: string, labels: readonly string[], data: readonly EvidenceTrace[]): string {
  const [first] = labels;
  if (first === undefined) return `${title}: no accesses.`;
  const terms = data.map(({ name, x }) => `${name} ${Number(x[0].toPrecision(2))}`).join(', ');
  return `${title}: ${labels.length} accesses, the first ${visibleText(first)} with ${terms}.`;
}
