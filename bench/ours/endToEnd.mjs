// @ts-check
// A process of its own: from an Arrow table of text to a model, then scores the same table; prints one line of JSON.
import { parseArgs } from 'node:util';
import { AccessAnomaly } from 'access-anomaly';
import { load } from '../data/store.mjs';
import { accessTable } from './accessTable.mjs';
import { trackMemory } from './memory.mjs';

const SCORINGS = 5;

const text = /** @type {const} */ ({ type: 'string', default: '' });
const { values } = parseArgs({ options: { data: text, form: text, threads: text, iterations: text } });

const table = accessTable(load(values.data), values.form === 'plain' ? 'plain' : 'dictionary');
const memory = trackMemory();
const start = performance.now();
const accessAnomaly = new AccessAnomaly({
  maxIter: Number(values.iterations),
  threads: Number(values.threads),
});
const model = await accessAnomaly.fit(table);
const totalSeconds = (performance.now() - start) / 1000;
const usage = memory();

const scoreSeconds = Array.from({ length: SCORINGS }, () => {
  const begin = performance.now();
  model.transform(table);
  return (performance.now() - begin) / 1000;
});
console.log(JSON.stringify({ totalSeconds, scoreSeconds, ...usage }));
