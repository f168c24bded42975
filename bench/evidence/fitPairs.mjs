// @ts-check
// A fit of generated accesses in a process of its own: node fitPairs.mjs users resources accesses. Prints JSON.
import { AccessEvidence } from 'access-anomaly';
import { makePairs } from './makePairs.mjs';

const [users, resources, accesses] = process.argv.slice(2).map(Number);
const table = makePairs(users, resources, accesses);
const start = performance.now();
const model = await new AccessEvidence().fit(table);
const seconds = (performance.now() - start) / 1000;
const peak = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ seconds, pairs: model.numAccesses, users: model.numUsers, peak }));
