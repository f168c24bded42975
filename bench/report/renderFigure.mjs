// @ts-check
import { number } from './format.mjs';
import { LABELS, msOf } from './select.mjs';

/**
 * @typedef {import('./select.mjs').Results} Results
 * @typedef {import('./select.mjs').Competitor} Competitor
 * @typedef {import('../run/measureGroup.mjs').Case} Case
 * @typedef {{ x: number, y: number, width: number, height: number }} Box
 */

/** Ours in blues, the peers in warm colours and grey. @type {Record<Competitor, string>} */
const COLOURS = {
  'ours-nonnegative': '#0b4f8a',
  'ours-unconstrained': '#2f8fd8',
  'ours-cg': '#7cc0ee',
  'implicit-cg': '#e07b00',
  'implicit-exact': '#f2b45f',
  spark: '#8a8a8a',
};
const INK = '#24292f';
const FAINT = '#d8dee4';
const MUTED = '#57606a';

const WIDTH = 1100;
const HEIGHT = 560;
const BAR = 19;

/**
 * The picture: bars of ms an iteration by engine, and how time grows with interactions. Plain SVG, its own background.
 * @param {Results} results
 */
export function renderFigure(results) {
  const bars = [10, 64].map((rank) => ({
    rank,
    cases: measured(results).filter((it) => it.dataset === results.headline && it.rank === rank),
  }));
  const body = [
    rectangle({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, '#ffffff', 6),
    text(28, 38, 'Time of one ALS iteration', { size: 19, weight: 600 }),
    text(28, 60, subtitle(results), { size: 12.5, fill: MUTED }),
    ...bars.flatMap(({ rank, cases }, n) =>
      barChart(`${results.headline} interactions, rank ${rank}`, cases, {
        x: 28,
        y: 92 + n * 226,
        width: 500,
        height: 210,
      }),
    ),
    ...lineChart(results, { x: 604, y: 92, width: 300, height: 392 }),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"`,
    ' font-family="system-ui, -apple-system, \'Segoe UI\', Helvetica, Arial, sans-serif">\n',
    '<title>Time of one ALS iteration</title>\n',
    body.join('\n'),
    '\n</svg>\n',
  ].join('');
}

/** @param {Results} results */
function subtitle({ machine, threads }) {
  return `${machine.cpu}, ${threads} threads each, generated accesses with a skew like real logs; shorter and lower is better`;
}

/**
 * Cases with the run's own number of threads that have a time.
 * @param {Results} results
 */
function measured({ cases, threads }) {
  return cases.filter((it) => it.threads === threads && msOf(it) !== undefined);
}

/**
 * @param {string} title
 * @param {Case[]} cases
 * @param {Box} box
 */
function barChart(title, cases, { x, y, width }) {
  if (cases.length === 0) return [];
  const labels = 178;
  const room = width - labels - 70;
  const longest = Math.max(...cases.map((it) => msOf(it) ?? 0));
  return [
    text(x, y + 4, title, { size: 13.5, weight: 600 }),
    ...cases.flatMap((it, n) => {
      const ms = msOf(it) ?? 0;
      const top = y + 20 + n * (BAR + 10);
      const length = Math.max(1.5, (ms / longest) * room);
      return [
        text(x + labels - 10, top + 14, LABELS[it.competitor], { size: 12.5, anchor: 'end' }),
        rectangle({ x: x + labels, y: top, width: length, height: BAR }, COLOURS[it.competitor], 3),
        text(x + labels + length + 7, top + 14, `${number(ms)} ms`, { size: 12.5, weight: 600 }),
      ];
    }),
  ];
}

/**
 * Both axes logarithmic: a line as steep as the grid's diagonal grows in proportion.
 * @param {Results} results
 * @param {Box} box
 */
function lineChart(results, box) {
  const cases = measured(results).filter((it) => it.rank === 10 && /^\d+[kM]$/.test(it.dataset));
  if (cases.length === 0) return [];
  const xs = cases.map(({ interactions }) => interactions);
  const ys = cases.map((it) => msOf(it) ?? 1);
  const [fewest, most] = [Math.min(...xs), Math.max(...xs)];
  const [low, high] = [
    10 ** Math.floor(Math.log10(Math.min(...ys))),
    10 ** Math.ceil(Math.log10(Math.max(...ys))),
  ];
  const plot = { ...box, y: box.y + 24, height: box.height - 24 };
  const x = (/** @type {number} */ value) =>
    plot.x + (most === fewest ? 0.5 : Math.log(value / fewest) / Math.log(most / fewest)) * plot.width;
  const y = (/** @type {number} */ value) =>
    plot.y + plot.height - (Math.log(value / low) / Math.log(high / low)) * plot.height;
  const bottom = plot.y + plot.height;

  const ticks = [];
  for (let ms = low; ms <= high * 1.001; ms *= 10) {
    ticks.push(line(plot.x, y(ms), plot.x + plot.width, y(ms), FAINT));
    ticks.push(
      text(plot.x - 8, y(ms) + 4, ms >= 1000 ? `${ms / 1000} s` : `${number(ms)} ms`, { anchor: 'end' }),
    );
  }
  for (const value of new Set(xs)) {
    ticks.push(line(x(value), plot.y, x(value), bottom, FAINT));
    ticks.push(text(x(value), bottom + 19, short(value), { anchor: 'middle' }));
  }
  const series = Object.keys(COLOURS)
    .map((name) => {
      const competitor = /** @type {Competitor} */ (name);
      const points = cases
        .filter((it) => it.competitor === competitor)
        .map((it) => ({ x: x(it.interactions), y: y(msOf(it) ?? 1) }))
        .sort((a, b) => a.x - b.x);
      return { competitor, points };
    })
    .filter(({ points }) => points.length > 0);

  return [
    text(box.x - 46, box.y + 4, 'Time against interactions, rank 10', { size: 13.5, weight: 600 }),
    ...ticks,
    text(plot.x + plot.width / 2, bottom + 40, 'interactions (both axes are logarithmic)', {
      anchor: 'middle',
      fill: MUTED,
    }),
    ...series.flatMap(({ competitor, points }) => drawLine(points, COLOURS[competitor])),
    ...endLabels(series, plot),
  ];
}

/**
 * @param {{ x: number, y: number }[]} points
 * @param {string} colour
 */
function drawLine(points, colour) {
  const path = points.map((point) => `${round(point.x)},${round(point.y)}`).join(' ');
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2.4" stroke-linejoin="round"/>`,
    ...points.map(
      (point) =>
        `<circle cx="${round(point.x)}" cy="${round(point.y)}" r="3.8" fill="${colour}" stroke="#fff" stroke-width="1.2"/>`,
    ),
  ];
}

/**
 * Names at the lines' ends, moved apart where they would overlap.
 * @param {{ competitor: Competitor, points: { x: number, y: number }[] }[]} series
 * @param {Box} plot
 */
function endLabels(series, plot) {
  const least = 17;
  const labels = series
    .map(({ competitor, points }) => ({ competitor, y: points[points.length - 1].y }))
    .sort((a, b) => a.y - b.y);
  for (let n = 1; n < labels.length; n++) labels[n].y = Math.max(labels[n].y, labels[n - 1].y + least);
  // The lowest may now stand below the plot: push back up.
  let floor = plot.y + plot.height;
  for (const label of labels.toReversed()) {
    label.y = Math.min(label.y, floor);
    floor = label.y - least;
  }
  return labels.map(({ competitor, y }) =>
    text(plot.x + plot.width + 12, y + 4, LABELS[competitor], {
      fill: COLOURS[competitor],
      weight: 600,
      size: 11.5,
    }),
  );
}

/** @param {number} count */
function short(count) {
  return count >= 1e6 ? `${count / 1e6}M` : `${count / 1e3}k`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {{ size?: number, weight?: number, anchor?: 'start' | 'middle' | 'end', fill?: string }} [style]
 */
function text(x, y, content, { size = 12, weight = 400, anchor = 'start', fill = INK } = {}) {
  const escaped = content.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}">${escaped}</text>`;
}

/**
 * @param {Box} box
 * @param {string} fill
 * @param {number} radius
 */
function rectangle({ x, y, width, height }, fill, radius) {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}"/>`;
}

/**
 * @param {number} x1
 * @param {number} y1
 * @param {number} x2
 * @param {number} y2
 * @param {string} stroke
 */
function line(x1, y1, x2, y2, stroke) {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}"/>`;
}
