import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { type Bins, chooseBins, countInBins } from './plotly/binScores.js';
import { escapeTitle } from './plotly/escapeTitle.js';
import type { Figure, Json, TitleOption, Trace } from './plotly/figure.js';
import { figureLayout } from './plotly/figureLayout.js';
import { GROUP_COLOURS } from './plotly/style.js';

/** A named group of anomaly scores. `scores` may be an Arrow column of numbers. */
export interface ScoreGroup {
  name: string;
  scores: Iterable<number | null>;
}

export interface ScoreDistributionOptions extends TitleOption {
  /** About how many bins, a positive integer. Default: 40. */
  bins?: number;
  /** The title of the axis of scores. Default: 'Anomaly score'. */
  unit?: string;
}

/** The part of Plotly's bar trace that the histogram uses. */
export interface HistogramTrace extends Trace {
  type: 'bar';
  name: string;
  /** middle of the bin */
  x: number[];
  /** share of the group's scored accesses, 0 to 1 */
  y: number[];
  width: number;
  opacity: number;
  marker: { color: string };
  /** the bin in words */
  customdata: string[];
  hovertemplate: string;
}

interface SortedScores {
  finite: number[];
  below: number;
  above: number;
  missing: number;
}

/**
 * Draws histograms of the anomaly scores of several groups over each other, on shared bins; heights are
 * shares of each group's scored accesses. Infinite scores have their own bar at the end of the axis, marked
 * ∞. Null and NaN mean not scored: they are left out and counted in the legend. A group without scores
 * appears only in the legend.
 *
 * @throws RangeError if there is no group or bins is not a positive integer
 */
export function scoreDistribution(
  groups: readonly ScoreGroup[],
  options: ScoreDistributionOptions = {},
): Figure<HistogramTrace> {
  checkNames('scoreDistribution options', options, ['title', 'bins', 'unit']);
  const { title = 'Distribution of the anomaly scores', bins: target = 40, unit = 'Anomaly score' } = options;
  if (groups.length === 0) throw new RangeError('Expected at least one group of scores, got none');
  expectInteger('bins', target, 1);
  const sorted = groups.map(({ scores }) => sortScores(scores));
  const bins = sharedBins(sorted, target);
  return {
    data: groups.map(({ name }, group) => histogram(name, sorted[group], bins, group)),
    layout: figureLayout({
      title,
      description: captionOf(title, groups, sorted),
      height: 420,
      barmode: 'overlay',
      bargap: 0,
      showlegend: true,
      margin: { l: 64, r: 16, t: 88, b: 56 },
      xaxis: { title: { text: escapeTitle(unit) }, ...infinityTicks(sorted, bins) },
      yaxis: { title: { text: 'Share of the group' }, tickformat: '.0%', rangemode: 'tozero' },
    }),
  };
}

function sortScores(scores: Iterable<number | null>): SortedScores {
  const sorted: SortedScores = { finite: [], below: 0, above: 0, missing: 0 };
  for (const score of scores) {
    if (score === null || Number.isNaN(score)) sorted.missing++;
    else if (score === Number.POSITIVE_INFINITY) sorted.above++;
    else if (score === Number.NEGATIVE_INFINITY) sorted.below++;
    else sorted.finite.push(score);
  }
  return sorted;
}

function sharedBins(groups: readonly SortedScores[], target: number): Bins {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { finite } of groups) {
    for (const score of finite) {
      if (score < min) min = score;
      if (score > max) max = score;
    }
  }
  return min <= max ? chooseBins(min, max, target) : { start: -0.5, width: 1, size: 1 };
}

function histogram(name: string, scores: SortedScores, bins: Bins, group: number): HistogramTrace {
  const bars = countInBins(scores.finite, bins).map((count, bin) => ({
    count,
    x: bins.start + (bin + 0.5) * bins.width,
    words: `${label(bins.start + bin * bins.width)} to ${label(bins.start + (bin + 1) * bins.width)}`,
  }));
  const { below, above } = infinityPositions(bins);
  bars.push({ count: scores.below, x: below, words: '−∞' }, { count: scores.above, x: above, words: '∞' });
  const drawn = bars.filter((bar) => bar.count > 0);
  const scored = scores.finite.length + scores.below + scores.above;
  return {
    type: 'bar',
    name: legend(name, scores),
    x: drawn.map((bar) => bar.x),
    y: drawn.map((bar) => bar.count / scored),
    width: bins.width,
    opacity: 0.6,
    marker: { color: GROUP_COLOURS[group % GROUP_COLOURS.length] },
    customdata: drawn.map((bar) => bar.words),
    hovertemplate: '%{fullData.name}<br>score %{customdata}: %{y:.1%}<extra></extra>',
  };
}

function legend(name: string, { below, above, missing }: SortedScores): string {
  const notes = [];
  if (below + above > 0) notes.push(`${(below + above).toLocaleString('en-US')} infinite`);
  if (missing > 0) notes.push(`${missing.toLocaleString('en-US')} not scored`);
  return escapeTitle(name) + (notes.length > 0 ? ` (${notes.join(', ')})` : '');
}

/** The bars of infinite scores, after a gap: a twelfth of the range, or a bin and a half if that is more. */
function infinityPositions({ start, width, size }: Bins): { below: number; above: number } {
  const gap = Math.max(1.5, size / 12) * width;
  return { below: start - gap, above: start + size * width + gap };
}

/** Ticks that include ∞, which Plotly's own ticks can't; nothing if all scores are finite. */
function infinityTicks(groups: readonly SortedScores[], bins: Bins): { [key: string]: Json } {
  const anyBelow = groups.some((group) => group.below > 0);
  const anyAbove = groups.some((group) => group.above > 0);
  if (!anyBelow && !anyAbove) return {};
  const anyFinite = groups.some((group) => group.finite.length > 0);
  const { below, above } = infinityPositions(bins);
  const ticks = anyFinite ? roundTicks(bins) : [];
  if (anyBelow) ticks.unshift([below, '−∞']);
  if (anyAbove) ticks.push([above, '∞']);
  return {
    tickmode: 'array',
    tickvals: ticks.map(([value]) => value),
    ticktext: ticks.map(([, text]) => text),
  };
}

function roundTicks({ start, width, size }: Bins): [number, string][] {
  const end = start + size * width;
  const spacing = chooseBins(start, end, 8);
  return Array.from({ length: spacing.size }, (_, tick) => spacing.start + tick * spacing.width)
    .filter((value) => value >= start && value <= end)
    .map((value) => [value, label(value)]);
}

/** The number in 6 digits, without the rounding errors of the last ones. */
function label(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function captionOf(title: string, groups: readonly ScoreGroup[], sorted: readonly SortedScores[]): string {
  const words = groups.map(({ name }, group) => {
    const { finite, below, above, missing } = sorted[group];
    const ordered = Float64Array.from(finite).sort();
    const at = (share: number) =>
      label(Number(ordered[Math.floor(share * (ordered.length - 1))].toPrecision(3)));
    const range = ordered.length > 0 ? ` from ${at(0)} to ${at(1)}, median ${at(0.5)}` : '';
    return `${name}: ${finite.length.toLocaleString('en-US')} scores${range}, ${below + above} infinite, ${missing} not scored`;
  });
  return `${title}. ${words.join('; ')}.`;
}
