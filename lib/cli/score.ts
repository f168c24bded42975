import { scoreDayBy } from '../alerts/scoreDay.js';
import { optionsOr } from '../logs/optionsFor.js';
import { withoutEmpty } from '../logs/withoutEmpty.js';
import { showIncidents } from '../notebook/incidents/showIncidents.js';
import { outcomeOf, summaryText } from '../notebook/show/alertsBox.js';
import { doubtsText } from '../notebook/show/doubtsBox.js';
import { readingText } from '../notebook/show/showReport.js';
import { checkFolder } from '../saving/checkFolder.js';
import { checkAlertTarget } from '../sinks/checkAlertTarget.js';
import { handOn } from '../sinks/handOn.js';
import { rowsAsJson } from '../sinks/rowsAsJson.js';
import { alertLevel } from './alertLevel.js';
import type { Command, Values } from './Command.js';
import { commandLine } from './commandLine.js';
import { numberOf } from './numberOf.js';
import { READING, readingOptions } from './readingOptions.js';

const REACHED = 2;

/** Scores a day as notebook 03 does, without its figures and the original's score. */
export const score: Command = {
  name: 'score',
  does: "Judges the accounts of a day's log by a model, hands their alerts on, and learns what was normal.",
  options: {
    model: { value: 'FOLDER', help: 'the model: of learn, notebook 02, or the morning before' },
    verdicts: { value: 'FILE', help: 'what was decided before' },
    watchlist: { value: 'FILE', help: 'accounts and resources that matter' },
    'alerts-to': {
      value: 'TARGET',
      help: 'a file (.csv, .parquet, .jsonl, .ocsf.ndjson), azure:... or splunk:...',
    },
    'next-model': { value: 'FOLDER', help: 'where the model that has also learned this log is saved' },
    budget: { value: 'N', help: 'how many accounts there is time for, in each tenant; default: 25' },
    'least-severity': { value: 'N', help: 'the least severity of an alert, 0 to 100; default: 1' },
    'alert-level': { value: 'LEVEL', help: 'exit code 2 from there on: Low, Medium, High, or 1 to 100' },
    window: { value: 'SHARE', help: "the log's time as a share of what was learned from" },
    'time-zone': { value: 'ZONE', help: 'the time zone to show beside UTC: Europe/Berlin' },
    json: { help: 'print everything as one JSON object' },
    ...READING,
  },
  also: `Exit code 0: the day was judged; 1: something failed, and stderr says what, or a service didn't take the
alerts; 2: see --alert-level.`,
  async run(path, values) {
    const given = textsOf(values);
    if (!given.model) throw new RangeError('Expected --model to name a folder, got none');
    const level = given['alert-level'] === undefined ? null : alertLevel(given['alert-level']);
    const zone = withoutEmpty({ timeZone: given['time-zone'] });
    const target = given['alerts-to'] ?? '';
    // If something can't be written, this fails before anything is read.
    if (target) await checkAlertTarget(target);
    if (given['next-model']) await checkFolder(given['next-model']);
    const day = await scoreDayBy(
      path,
      {
        ...{ ...readingOptions(values), model: given.model, ...zone },
        ...withoutEmpty({ verdicts: given.verdicts, watchlist: given.watchlist }),
        ...withoutEmpty({ budget: numberOf(values, 'budget'), window: numberOf(values, 'window') }),
        ...withoutEmpty({ leastSeverity: numberOf(values, 'least-severity') }),
      },
      (inspected, asked) => optionsOr(inspected, asked, (...typed) => commandLine('score', ...typed)),
    );
    const { alerts, report, failures } = day;
    const { text: handedOn, undelivered } = await handOn(alerts, target);
    const learned = given['next-model'] ? await day.learn() : null;
    await learned?.save(given['next-model']!);
    const summary = {
      ...{ alerts, report, accesses: day.numAccesses, ...zone },
      ...withoutEmpty({ undelivered, learned: learned?.text }),
    };
    const outcome = outcomeOf(summary);
    if (values.json) {
      const rows = rowsAsJson(alerts);
      console.log(JSON.stringify({ ...outcome, trust: day.trust, learned: learned?.text ?? null, rows }));
    } else {
      console.log([readingText(report), summaryText(summary), `${doubtsText(day.trust)}\n`].join('\n\n'));
      showIncidents(alerts, { failures, limit: Math.max(1, alerts.numRows), ...zone });
      if (target) console.log(`\n${handedOn}`);
    }
    if (undelivered !== undefined) throw new Error(undelivered);
    return level !== null && Math.max(outcome.highest ?? 0, outcome.risk ?? 0) >= level ? REACHED : 0;
  },
};

/** The options that have a text. */
function textsOf(values: Values): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => typeof value === 'string'),
  ) as Record<string, string>;
}
