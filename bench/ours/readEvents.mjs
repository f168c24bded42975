// @ts-check
// A process of its own: finds the events behind some accesses of a log by readEvents.
import { readAccess, readEvents } from 'access-anomaly';
import { answer, timed, told } from './answer.mjs';

const { source, options, count } = told;
const { table, report } = await readAccess(source, options);
const step = Math.ceil(table.numRows / count);
const indices = Array.from({ length: count }, (_, n) => n * step).filter((row) => row < table.numRows);
const of = table.select(['tenant', 'user', 'res']);
const wanted = indices.map((row) => of.slice(row, row + 1)).reduce((all, one) => all.concat(one));
const { result, seconds } = await timed(() => readEvents(source, { ...options, of: wanted, limit: 1 }));
if (result.numRows !== indices.length) {
  throw new Error(`Expected ${indices.length} events, got ${result.numRows}`);
}
answer({ seconds, events: report.rows, accesses: indices.length });
