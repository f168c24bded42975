// @ts-check
import { count, markdownTable, median, number } from '../text.mjs';
import { findCase, LABELS, msOf, notebookSeconds, wholeFit } from './select.mjs';
import { rate, targets } from './targets.mjs';

/**
 * @typedef {import('../types.js').Results} Results
 * @typedef {import('../types.js').Case} Case
 */

/**
 * RESULTS.md: a function of the results alone, so that it can be written again without measuring.
 * @param {Results} results
 * @param {string} picture file name of the figure
 */
export function renderReport(results, picture) {
  const { fitSeconds, scoreSeconds, scoredRows } = results.synapseMl;
  const sections = [
    '# Benchmark results',
    'Written by `npm run bench`; [README.md](README.md) says what is measured and how.',
    circumstances(results),
    `![Milliseconds an iteration by engine, and against interactions](${picture})`,
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
  const rows = targets(results).map(({ measure, must, aim, ratio, how }) => {
    const verdict = ratio >= aim ? 'aim reached' : ratio >= must ? 'holds' : 'missed';
    const measured = Number.isNaN(ratio) ? '-' : `**${number(ratio, ' x')}** (${verdict})`;
    return [measure, number(must, ' x'), number(aim, ' x'), measured, how];
  });
  return markdownTable(['measure', 'must', 'aim', 'measured', 'from'], rows);
}

/**
 * Cases that are compared with each other: those of one dataset, rank and number of threads; by size, then rank.
 * @param {Results} results
 * @returns {Case[][]}
 */
function groupsOf({ cases }) {
  /** @type {Map<string, Case[]>} */
  const groups = new Map();
  for (const it of cases) {
    const key = `${it.dataset} ${it.rank} ${it.threads}`;
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()].sort(
    ([a], [b]) => a.interactions - b.interactions || a.rank - b.rank || b.threads - a.threads,
  );
}

/** @param {Case} it */
function groupTitle({ dataset, interactions, rank, threads, iterations }) {
  const size = `${dataset} (${count(interactions)} interactions)`;
  return `### ${size}, rank ${rank}, ${threads} thread${threads === 1 ? '' : 's'}, ${iterations} iterations`;
}

/** @param {Case[]} cases */
function groupTable(cases) {
  const yardstick = cases.find(({ competitor }) => competitor === 'implicit-cg');
  const rows = cases.map((it) => {
    const [first] = it.runs;
    if (!first) return [LABELS[it.competitor], `not run: ${it.skipped ?? ''}`, '-', '-', '-', '-', '-'];
    const { peakMb, beyondMb } = first;
    return [
      LABELS[it.competitor],
      number(msOf(it)),
      spread(it.runs.map(({ msPerIteration }) => msPerIteration)),
      number(median(it.runs.map(({ totalSeconds }) => totalSeconds))),
      relativeObjective(it, yardstick),
      number(peakMb),
      number(beyondMb === null ? null : (beyondMb * 2 ** 20) / it.interactions),
    ];
  });
  const measures = ['ms an iteration', 'runs', 'whole fit, s', 'objective', 'peak MB'];
  return markdownTable(['', ...measures, 'bytes an interaction beyond the input'], rows);
}

/**
 * @param {Case} it
 * @param {Case | undefined} yardstick
 */
function relativeObjective({ objective }, yardstick) {
  if (objective === undefined) return '-';
  if (yardstick?.objective === undefined) return objective.toPrecision(6);
  const percent = 100 * (objective / yardstick.objective - 1);
  return `${percent > 0 ? '+' : ''}${percent.toFixed(3)} %`;
}

/** @param {number[]} values */
function spread(values) {
  if (values.length === 1) return '1';
  return `${values.length} (${number(Math.min(...values))} to ${number(Math.max(...values))})`;
}

/** @param {Results} results */
function threadsTable(results) {
  const single = results.cases.filter(({ threads }) => threads === 1 && results.threads > 1);
  if (single.length === 0) return 'Not measured.';
  const rows = single.map((it) => {
    const [one, many] = [msOf(it), msOf(findCase(results, { ...it, threads: results.threads }))];
    return [LABELS[it.competitor], number(one), number(many), number(one / many, ' x')];
  });
  const [{ dataset, rank }] = single;
  return markdownTable([`${dataset}, rank ${rank}`, 'one, ms', `${results.threads}, ms`, 'speed-up'], rows);
}

/** @param {Results} results */
function endToEndTable({ endToEnd }) {
  if (endToEnd.length === 0) return '';
  const [{ dataset, iterations, interactions }] = endToEnd;
  const rows = endToEnd.map((it) => {
    const [first] = it.runs;
    if (!first) return [it.way, `not run: ${it.skipped ?? ''}`, '-', '-', '-'];
    const { seconds, firstRate, laterRate } = wholeFit(it);
    return [it.way, number(seconds), number(first.peakMb), rate(firstRate), rate(laterRate)];
  });
  const size = `${dataset}: ${count(interactions)} rows, ${iterations} iterations`;
  const measures = ['whole fit, s', 'peak MB', 'scoring, first call', 'scoring, later calls'];
  return markdownTable([size, ...measures], rows);
}

/** @param {Results} results */
function notebook(results) {
  if (results.notebook.runs.length === 0) return `Notebook 01: not run: ${results.notebook.skipped ?? ''}`;
  const { fit, score } = notebookSeconds(results);
  const { fitSeconds, scoreSeconds } = results.synapseMl;
  const ms = (/** @type {number} */ seconds) => number(1000 * seconds, ' ms');
  return markdownTable(
    ['notebook 01, cold process', 'fit, 1,000 iterations', 'both scorings'],
    [
      ['ours', ms(fit), ms(score)],
      ['SynapseML (recorded, two cores)', ms(fitSeconds), ms(scoreSeconds)],
    ],
  );
}
