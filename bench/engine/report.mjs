// @ts-check
import { count, markdownTable, median, number } from '../runner/text.mjs';
import { findCase, LABELS, msOf, notebookSeconds, wholeFit } from './select.mjs';
import { SYNAPSEML } from './settings.mjs';
import { rate, targets } from './targets.mjs';

/**
 * @typedef {import('./types.js').EngineResults} Results
 * @typedef {import('./types.js').Training} Training
 */

/**
 * RESULTS.md.
 * @param {Results} results
 */
export function report(results) {
  const { fitSeconds, scoreSeconds, scoredRows } = SYNAPSEML;
  const sections = [
    '# Benchmark results',
    'Written by `npm run bench`; [README.md](../README.md) says what is measured and how.',
    circumstances(results),
    '![Milliseconds an iteration by engine, and against interactions](results.svg)',
    '## What it must show',
    targetTable(results),
    'Ratios: how many times faster this engine is. SynapseML’s figures are recorded ones of a two-core machine ' +
      `(fit ${fitSeconds} s, scoring of ${count(scoredRows)} rows ${scoreSeconds} s), not of this run; all others are of this run.`,
    '## Training',
    'Medians. The objective is one function for all (see README.md), after the same number of iterations; lower is ' +
      'better. It is a difference from that of implicit’s default, where that ran. Non-negative factors can’t reach as low.',
    ...groupsOf(results).flatMap((cases) => [groupTitle(cases[0]), groupTable(cases)]),
    '## One thread and more',
    threadsTable(results),
    '## Whole fits, and scoring',
    endToEndTable(results),
    notebook(results),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** @param {Results} results */
function circumstances({ date, minutes, quick, threads, machine, versions, unavailable }) {
  const present = Object.entries(versions).filter(([, version]) => version !== null);
  const { cpu, cores, memoryGb, system, load } = machine;
  return [
    `- Machine: ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}`,
    `- Versions: ${present.map((pair) => pair.join(' ')).join(', ')}`,
    `- Run: ${date.slice(0, 16).replace('T', ' ')} UTC, ${number(minutes)} minutes${quick ? ', quick' : ''}`,
    `- Threads: ${threads} each, unless said otherwise`,
    `- Load before: ${load.map((value) => value.toFixed(2)).join(', ')} (1, 5 and 15 minutes)`,
    ...Object.entries(unavailable).map(([party, reason]) => `- Not run: ${party}: ${reason}`),
  ].join('\n');
}

/** @param {Results} results */
function targetTable(results) {
  return markdownTable(targets(results), {
    measure: ({ measure }) => measure,
    must: ({ must }) => number(must, ' x'),
    aim: ({ aim }) => number(aim, ' x'),
    measured: ({ must, aim, ratio }) => {
      const verdict = ratio >= aim ? 'aim reached' : ratio >= must ? 'holds' : 'missed';
      return Number.isNaN(ratio) ? '-' : `**${number(ratio, ' x')}** (${verdict})`;
    },
    from: ({ how }) => how,
  });
}

/**
 * Cases that are compared with each other: those of one dataset, rank and number of threads; by size, then
 * rank.
 * @param {Results} results
 */
function groupsOf({ cases }) {
  const keyOf = (/** @type {Training} */ { dataset, rank, threads }) => `${dataset} ${rank} ${threads}`;
  const keys = [...new Set(cases.map(keyOf))];
  return keys
    .map((key) => cases.filter((it) => keyOf(it) === key))
    .sort(([a], [b]) => a.interactions - b.interactions || a.rank - b.rank || b.threads - a.threads);
}

/** @param {Training} it */
function groupTitle({ dataset, interactions, rank, threads, iterations }) {
  const size = `${dataset} (${count(interactions)} interactions)`;
  return `### ${size}, rank ${rank}, ${threads} thread${threads === 1 ? '' : 's'}, ${iterations} iterations`;
}

/** @param {Training[]} cases */
function groupTable(cases) {
  const yardstick = cases.find(({ competitor }) => competitor === 'implicit-cg');
  return markdownTable(cases, {
    '': ({ competitor }) => LABELS[competitor],
    'ms an iteration': (it) => orSkipped(it, number(msOf(it))),
    runs: ({ runs }) => spread(runs.map(({ msPerIteration }) => msPerIteration)),
    'whole fit, s': ({ runs }) => number(median(runs.map(({ totalSeconds }) => totalSeconds))),
    objective: (it) => relativeObjective(it, yardstick),
    'peak MB': ({ runs }) => number(runs[0]?.peakMb),
    'bytes an interaction beyond the input': ({ runs, interactions }) => {
      const beyond = runs[0]?.beyondMb ?? Number.NaN;
      return number((beyond * 2 ** 20) / interactions);
    },
  });
}

/**
 * @param {import('../types.js').Measured} measured
 * @param {string} text
 */
function orSkipped({ runs, skipped }, text) {
  return runs.length > 0 ? text : `not run: ${skipped}`;
}

/**
 * @param {Training} it
 * @param {Training | undefined} yardstick
 */
function relativeObjective({ objective }, yardstick) {
  if (objective === undefined) return '-';
  if (yardstick?.objective === undefined) return objective.toPrecision(6);
  const percent = 100 * (objective / yardstick.objective - 1);
  return `${percent > 0 ? '+' : ''}${percent.toFixed(3)} %`;
}

/** @param {number[]} values */
function spread(values) {
  if (values.length < 2) return values.length === 1 ? '1' : '-';
  return `${values.length} (${number(Math.min(...values))} to ${number(Math.max(...values))})`;
}

/** @param {Results} results */
function threadsTable(results) {
  const single = results.cases.filter(({ threads }) => threads === 1 && results.threads > 1);
  if (single.length === 0) return 'Not measured.';
  const many = (/** @type {Training} */ it) => findCase(results, { ...it, threads: results.threads });
  const [{ dataset, rank }] = single;
  return markdownTable(single, {
    [`${dataset}, rank ${rank}`]: ({ competitor }) => LABELS[competitor],
    'one, ms': (it) => number(msOf(it)),
    [`${results.threads}, ms`]: (it) => number(msOf(many(it))),
    'speed-up': (it) => number(msOf(it) / msOf(many(it)), ' x'),
  });
}

/** @param {Results} results */
function endToEndTable({ endToEnd = [] }) {
  if (endToEnd.length === 0) return '';
  const [{ dataset, iterations, interactions }] = endToEnd;
  return markdownTable(endToEnd, {
    [`${dataset}: ${count(interactions)} rows, ${iterations} iterations`]: ({ way }) => way,
    'whole fit, s': (it) => orSkipped(it, number(wholeFit(it).seconds)),
    'peak MB': ({ runs }) => number(runs[0]?.peakMb),
    'scoring, first call': (it) => rate(wholeFit(it).firstRate),
    'scoring, later calls': (it) => rate(wholeFit(it).laterRate),
  });
}

/** @param {Results} results */
function notebook(results) {
  const [{ runs, skipped }] = results.notebook;
  if (runs.length === 0) return `Notebook 01: not run: ${skipped}`;
  const { fit, score } = notebookSeconds(results);
  const rows = [
    { who: 'ours', fitSeconds: fit, scoreSeconds: score },
    { who: 'SynapseML (recorded, two cores)', ...SYNAPSEML },
  ];
  return markdownTable(rows, {
    'notebook 01, cold process': ({ who }) => who,
    'fit, 1,000 iterations': ({ fitSeconds }) => number(1000 * fitSeconds, ' ms'),
    'both scorings': ({ scoreSeconds }) => number(1000 * scoreSeconds, ' ms'),
  });
}
