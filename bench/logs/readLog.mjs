// @ts-check
// A process of its own: reads a log with readAccess, and prints what it took as JSON.
import { readAccess } from 'access-anomaly';

const { source, options } = JSON.parse(process.argv[2]);
const started = performance.now();
const { table, report } = await readAccess(source, options);
const seconds = (performance.now() - started) / 1000;
const peakGb = process.resourceUsage().maxRSS / 1e6;
console.log(JSON.stringify({ seconds, events: report.rows, accesses: table.numRows, peakGb }));
