// @ts-check
// A process of its own: from an Arrow table of text to a model, then scores the same table; prints one line of JSON.
import { AccessAnomaly } from 'access-anomaly';
import { load } from '../data/store.mjs';
import { accessTable } from './accessTable.mjs';
import { trackMemory } from './memory.mjs';

const SCORINGS = 5;

/** @type {{ data: string, form: 'dictionary' | 'plain', threads: number, iterations: number }} */
const { data, form, threads, iterations } = JSON.parse(process.argv[2]);
const table = accessTable(load(data), form);
const memory = trackMemory();
const start = performance.now();
const model = await new AccessAnomaly({ maxIter: iterations, threads }).fit(table);
const totalSeconds = (performance.now() - start) / 1000;
const usage = memory();

const scoreSeconds = Array.from({ length: SCORINGS }, () => {
  const begin = performance.now();
  model.transform(table);
  return (performance.now() - begin) / 1000;
});
console.log(JSON.stringify({ totalSeconds, scoreSeconds, ...usage }));
