// @ts-check
// A process of its own: from an Arrow table of text to a model, and then several scorings of the same table.
import { AccessAnomaly } from 'access-anomaly';
import { Table } from 'apache-arrow';
import { load } from '../data/store.mjs';
import { accessTable } from './accessTable.mjs';
import { answer, timed, told } from './answer.mjs';
import { trackMemory } from './memory.mjs';

const SCORINGS = 5;

/** @type {{ data: string, form: 'dictionary' | 'plain', threads: number, iterations: number }} */
const { data, form, threads, iterations } = told;
const table = accessTable(load(data), form);
const memory = trackMemory();
const { result: model, seconds } = await timed(() =>
  new AccessAnomaly({ maxIter: iterations, threads }).fit(table),
);
const usage = memory();
const scoreSeconds = [];
for (let run = 0; run < SCORINGS; run++) {
  // Another table of the same rows: what was read of one is remembered.
  const copy = new Table(table.batches);
  scoreSeconds.push((await timed(() => model.transform(copy))).seconds);
}
answer({ totalSeconds: seconds, scoreSeconds, ...usage });
