// @ts-check
import { number } from '../runner/text.mjs';
import { headlineOf, LABELS, msOf } from './select.mjs';

/**
 * @typedef {import('./types.js').EngineResults} Results
 * @typedef {import('./types.js').Training} Training
 * @typedef {Pick<Results, 'cases' | 'threads' | 'quick' | 'machine'>} Drawn
 * @typedef {{ data: object[], layout: object }} Figure as plotly.js takes it
 */

const TITLE = 'Time of one ALS iteration';
export const SIZE = { width: 1100, height: 560 };

/** Ours in blues, the peers in warm colours and grey. @type {Record<Training['competitor'], string>} */
const COLOURS = {
  'ours-nonnegative': '#0b4f8a',
  'ours-unconstrained': '#2f8fd8',
  'ours-cg': '#7cc0ee',
  'implicit-cg': '#e07b00',
  'implicit-exact': '#f2b45f',
  spark: '#8a8a8a',
};
const INK = '#24292f';
const MUTED = '#57606a';
const GRID = '#d8dee4';
const FONT = "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
const COMPETITORS = /** @type {Training['competitor'][]} */ (Object.keys(COLOURS));

/**
 * The positions of the three charts, as shares of the area within the margins, with names of the competitors
 * to their left or right.
 */
const BARS = [
  { rank: 10, n: 1, x: [0.17, 0.41], y: [0.58, 1] },
  { rank: 64, n: 2, x: [0.17, 0.41], y: [0, 0.42] },
];
const LINES = { x: [0.545, 0.83], y: [0, 1] };

/**
 * Bars of ms an iteration by engine, and how time grows with interactions: both axes logarithmic, so that a
 * line as steep as the diagonal grows in proportion.
 * @param {Drawn} results
 * @returns {Figure}
 */
export function figure({ cases, threads, quick, machine }) {
  const headline = headlineOf({ quick });
  const measured = cases.filter((it) => it.threads === threads && it.runs.length > 0);
  const bars = BARS.map((place) => ({
    ...place,
    cases: measured.filter((it) => it.dataset === headline && it.rank === place.rank),
  })).filter((chart) => chart.cases.length > 0);
  const sizes = measured
    .filter((it) => it.rank === 10 && /^\d+[kM]$/.test(it.dataset))
    .sort((a, b) => a.interactions - b.interactions);
  const lines = COMPETITORS.map((name) => sizes.filter(({ competitor }) => competitor === name))
    .filter(({ length }) => length > 0)
    // As the lines end, from the top.
    .sort((a, b) => msOf(b.at(-1)) - msOf(a.at(-1)));
  const ticks = new Map(sizes.map(({ interactions, dataset }) => [interactions, dataset]));
  const about = `${machine.cpu}, ${threads} threads each, generated accesses with a skew like real logs; shorter and lower is better`;
  return {
    data: [...bars.map(barTrace), ...lines.map(lineTrace)],
    layout: {
      ...SIZE,
      font: { family: FONT, size: 12, color: INK },
      margin: { l: 28, r: 16, t: 108, b: 56 },
      title: {
        ...{ text: `<b>${TITLE}</b>`, font: { size: 19 }, subtitle: { text: about, font: { color: MUTED } } },
        ...{ x: 28 / SIZE.width, xanchor: 'left', y: 1 - 40 / SIZE.height, yanchor: 'bottom' },
      },
      annotations: [
        ...bars.map(({ rank, y }) => heading(`${headline} interactions, rank ${rank}`, 0, y[1])),
        heading('Time against interactions, rank 10', LINES.x[0] - 0.04, LINES.y[1]),
      ],
      ...Object.fromEntries(
        bars.flatMap(({ n, x, y }) => [
          [`xaxis${n}`, { domain: x, anchor: `y${n}`, visible: false }],
          [
            `yaxis${n}`,
            { domain: y, anchor: `x${n}`, range: [COMPETITORS.length - 0.5, -0.5], ticksuffix: '  ' },
          ],
        ]),
      ),
      xaxis3: {
        ...{ type: 'log', domain: LINES.x, anchor: 'y3', gridcolor: GRID },
        ...{ tickvals: [...ticks.keys()], ticktext: [...ticks.values()] },
        title: { text: 'interactions (both axes are logarithmic)', font: { size: 12, color: MUTED } },
      },
      yaxis3: {
        ...{ type: 'log', domain: LINES.y, anchor: 'x3', gridcolor: GRID, ticksuffix: ' ' },
        ...{ tickvals: [1, 10, 100, 1000, 10_000], ticktext: ['1 ms', '10 ms', '100 ms', '1 s', '10 s'] },
      },
      legend: { x: LINES.x[1] + 0.01, y: 0.9 },
    },
  };
}

/** @param {Pick<Results, 'date'>} results */
export function titleOf({ date }) {
  return `${TITLE}: medians of the run of ${date.slice(0, 16).replace('T', ' ')} UTC, as in RESULTS.md`;
}

/** @param {{ n: number, cases: Training[] }} chart */
function barTrace({ n, cases }) {
  return {
    ...{ type: 'bar', orientation: 'h', xaxis: `x${n}`, yaxis: `y${n}`, showlegend: false },
    x: cases.map(msOf),
    y: cases.map(({ competitor }) => LABELS[competitor]),
    text: cases.map((it) => number(msOf(it), ' ms')),
    ...{ textposition: 'outside', cliponaxis: false, textfont: { weight: 600 } },
    marker: { color: cases.map(({ competitor }) => COLOURS[competitor]), cornerradius: 3 },
  };
}

/** @param {Training[]} cases of one competitor, by size */
function lineTrace(cases) {
  const [{ competitor }] = cases;
  return {
    ...{ type: 'scatter', mode: 'lines+markers', xaxis: 'x3', yaxis: 'y3', name: LABELS[competitor] },
    x: cases.map(({ interactions }) => interactions),
    y: cases.map(msOf),
    line: { color: COLOURS[competitor], width: 2.4 },
    marker: { color: COLOURS[competitor], size: 8, line: { color: '#ffffff', width: 1.2 } },
  };
}

/**
 * @param {string} text
 * @param {number} x
 * @param {number} top
 */
function heading(text, x, top) {
  const place = { x, y: top + 0.02, xref: 'paper', yref: 'paper', xanchor: 'left', yanchor: 'bottom' };
  return { ...place, text: `<b>${text}</b>`, showarrow: false, font: { size: 13.5 } };
}
