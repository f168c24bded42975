// @ts-check
// A process of its own: looks at a log with inspectLog, and prints what it took as JSON.
import { inspectLog } from 'access-anomaly';

const { source } = JSON.parse(process.argv[2]);
const started = performance.now();
const { rows, files, profile } = await inspectLog(source);
const seconds = (performance.now() - started) / 1000;
const peakGb = process.resourceUsage().maxRSS / 1e6;
console.log(JSON.stringify({ seconds, rows, looked: files.looked, profile, peakGb }));
