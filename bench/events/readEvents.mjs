// @ts-check
// A process of its own: reads a file of events with readAccess, and prints what it took as JSON.
import { readFileSync } from 'node:fs';
import { readAccess } from 'access-anomaly';

const [, , file, options] = process.argv;
const before = peakMegabytes();
const started = performance.now();
const { table, report } = await readAccess(file, {
  user: 'user',
  res: 'res',
  time: 'time',
  .../** @type {object} */ (JSON.parse(options)),
});
const seconds = (performance.now() - started) / 1000;
console.log(
  JSON.stringify({
    seconds,
    rows: report.rows,
    used: report.used,
    pairs: table.numRows,
    before,
    peak: peakMegabytes(),
  }),
);

/** Peak of resident memory, in MB (Linux). */
function peakMegabytes() {
  const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) / 1000;
}
