// @ts-check
import { median } from '../median.mjs';
import { markdownTable, number, rate } from './format.mjs';
import { endToEndSeconds, findCase, LABELS, msOf, notebookSeconds, scoringRate } from './select.mjs';
import { targets } from './targets.mjs';

/**
 * @typedef {import('./select.mjs').Results} Results
 * @typedef {import('../run/measureGroup.mjs').Case} Case
 */

const NONE = '-';

/**
 * RESULTS.md: a function of the results alone, so that it can be written again without measuring.
 * @param {Results} results
 * @param {string} picture file name of the figure
 */
export function renderReport(results, picture) {
  const sections = [
    '# Benchmark results',
    'Written by `npm run bench`; [README.md](README.md) says what is measured and how.',
    machine(results),
    `![Milliseconds an iteration by engine, and against interactions](${picture})`,
    '## What it must show',
    targetTable(results),
    'Ratios: how many times faster this engine is. SynapseML’s figures are recorded ones of a two-core machine ' +
      `(fit ${results.synapseMl.fitSeconds} s, scoring of ${results.synapseMl.scoredRows.toLocaleString('en-US')} rows ` +
      `${results.synapseMl.scoreSeconds} s), not of this run; all others are of this run.`,
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
function machine({ date, minutes, quick, threads, machine: it, versions, unavailable }) {
  const present = Object.entries(versions).filter(([, version]) => version !== null);
  const lines = [
    ['Machine', `${it.cpu}, ${it.cores} cores, ${it.memoryGb} GB, ${it.system}`],
    ['Versions', present.map(([name, version]) => `${name} ${version}`).join(', ')],
    [
      'Run',
      `${date.slice(0, 16).replace('T', ' ')} UTC, ${number(minutes)} minutes${quick ? ', quick' : ''}`,
    ],
    ['Threads', `${threads} each, unless said otherwise`],
    ['Load before', `${it.load.map((load) => load.toFixed(2)).join(', ')} (1, 5 and 15 minutes)`],
    ...Object.entries(unavailable).map(([party, reason]) => ['Not run', `${party}: ${reason}`]),
  ];
  return lines.map(([name, value]) => `- ${name}: ${value}`).join('\n');
}

/** @param {Results} results */
function targetTable(results) {
  return markdownTable(
    ['measure', 'must', 'aim', 'measured', 'from'],
    targets(results).map(({ measure, must, aim, ratio, how }) => [
      measure,
      `${number(must)} x`,
      `${number(aim)} x`,
      ratio === undefined ? NONE : `**${number(ratio)} x** ${verdict(ratio, must, aim)}`,
      how,
    ]),
  );
}

/**
 * @param {number} ratio
 * @param {number} must
 * @param {number} aim
 */
function verdict(ratio, must, aim) {
  if (ratio >= aim) return '(aim reached)';
  return ratio >= must ? '(holds)' : '(missed)';
}

/**
 * Cases that are compared with each other: those of one dataset, rank and number of threads; by size, then rank.
 * @param {Results} results
 * @returns {Case[][]}
 */
function groupsOf({ cases }) {
  /** @type {Map<string, Case[]>} */
  const groups = new Map();
  for (const it of cases) groups.set(key(it), [...(groups.get(key(it)) ?? []), it]);
  return [...groups.values()].sort(
    ([a], [b]) => a.interactions - b.interactions || a.rank - b.rank || b.threads - a.threads,
  );
}

/** @param {Case} it */
function key({ dataset, rank, threads }) {
  return `${dataset} ${rank} ${threads}`;
}

/** @param {Case} it */
function groupTitle({ dataset, interactions, rank, threads, iterations }) {
  const size = `${dataset} (${interactions.toLocaleString('en-US')} interactions)`;
  return `### ${size}, rank ${rank}, ${threads} thread${threads === 1 ? '' : 's'}, ${iterations} iterations`;
}

/** @param {Case[]} cases */
function groupTable(cases) {
  const yardstick = cases.find(({ competitor }) => competitor === 'implicit-cg');
  return markdownTable(
    [
      '',
      'ms an iteration',
      'runs',
      'whole fit, s',
      'objective',
      'peak MB',
      'bytes an interaction beyond the input',
    ],
    cases.map((it) => {
      const ms = msOf(it);
      if (ms === undefined)
        return [LABELS[it.competitor], `not run: ${it.skipped ?? ''}`, NONE, NONE, NONE, NONE, NONE];
      const [first] = it.runs;
      return [
        LABELS[it.competitor],
        number(ms),
        spread(it.runs.map(({ msPerIteration }) => msPerIteration)),
        number(median(it.runs.map(({ totalSeconds }) => totalSeconds))),
        relativeObjective(it, yardstick),
        first.peakMb === null ? NONE : number(first.peakMb),
        first.beyondMb === null ? NONE : number((first.beyondMb * 2 ** 20) / it.interactions),
      ];
    }),
  );
}

/**
 * @param {Case} it
 * @param {Case | undefined} yardstick
 */
function relativeObjective({ objective }, yardstick) {
  if (objective === undefined) return NONE;
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
  return markdownTable(
    [`${single[0].dataset}, rank ${single[0].rank}`, 'one, ms', `${results.threads}, ms`, 'speed-up'],
    single.map((it) => {
      const one = msOf(it);
      const many = msOf(findCase(results, { ...pick(it), threads: results.threads }));
      return [
        LABELS[it.competitor],
        one === undefined ? NONE : number(one),
        many === undefined ? NONE : number(many),
        one === undefined || many === undefined ? NONE : `${number(one / many)} x`,
      ];
    }),
  );
}

/** @param {Case} it */
function pick({ dataset, rank, competitor }) {
  return { dataset, rank, competitor };
}

/** @param {Results} results */
function endToEndTable(results) {
  if (results.endToEnd.length === 0) return '';
  const [{ dataset, iterations, interactions }] = results.endToEnd;
  return markdownTable(
    [
      `${dataset}: ${interactions.toLocaleString('en-US')} rows, ${iterations} iterations`,
      'whole fit, s',
      'peak MB',
      'scoring, first call',
      'scoring, later calls',
    ],
    results.endToEnd.map(({ way, runs, skipped }) => {
      const seconds = endToEndSeconds(results, way);
      if (seconds === undefined) return [way, `not run: ${skipped ?? ''}`, NONE, NONE, NONE];
      const scoring = scoringRate(results, way);
      return [
        way,
        number(seconds),
        runs[0].peakMb === null ? NONE : number(runs[0].peakMb),
        scoring ? rate(scoring.first) : NONE,
        scoring ? rate(scoring.later) : NONE,
      ];
    }),
  );
}

/** @param {Results} results */
function notebook(results) {
  const ours = notebookSeconds(results);
  if (!ours) return `Notebook 01: not run: ${results.notebook.skipped ?? ''}`;
  const { fitSeconds, scoreSeconds } = results.synapseMl;
  return markdownTable(
    ['notebook 01, cold process', 'fit, 1,000 iterations', 'both scorings'],
    [
      ['ours', `${number(1000 * ours.fit)} ms`, `${number(1000 * ours.score)} ms`],
      [
        'SynapseML (recorded, two cores)',
        `${number(1000 * fitSeconds)} ms`,
        `${number(1000 * scoreSeconds)} ms`,
      ],
    ],
  );
}
