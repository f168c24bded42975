import { AccessAnomaly, connectSpark, startSpark, readAccess } from 'access-anomaly';
import { Workbench } from './lib/dist/spark/fit/Workbench.js';
import { prepare } from './lib/dist/spark/fit/prepare.js';
import { readEntities } from './lib/dist/spark/fit/entitiesOn.js';
import { connectHere, connectThere } from './lib/dist/spark/fit/components.js';
import { tellSteps } from './lib/dist/spark/fit/steps.js';
import { resolveParams } from './lib/dist/anomaly/params.js';
const server = await startSpark({ workers: 2, memory: '2g' });
const spark = await connectSpark(server.url);
const { table } = await readAccess('data/lanl-2014-user-computer', { user: 'user', res: 'res' });
const t = spark.upload(table);
const bench = new Workbench(t.session, {});
const { ratings, users, resources } = await prepare(bench, t, { params: resolveParams({tenantCol:'tenant'}), likelihoodIsOptional: true }, tellSteps([]));
const u = await readEntities(bench, users), r = await readEntities(bench, resources);
const rows = Workbench.prototype.rows, batches = Workbench.prototype.batches; let n = 0, keeps=0;
Workbench.prototype.batches = async function* (x) { for await (const b of batches.call(this, x)) { n += b.numRows; yield b; } };
const keep = Workbench.prototype.keep; Workbench.prototype.keep = function (...a) { keeps++; return keep.apply(this, a); };
for (let k=0;k<3;k++) {
  n = 0; keeps = 0; let s = performance.now(); await connectHere(bench, ratings, u, r); console.log('here', ((performance.now()-s)/1000).toFixed(2), 'rows that came', n, 'of them names', u.count + r.count, 'pairs', n-u.count-r.count, 'keeps', keeps);
  keeps = 0; s = performance.now(); await connectThere(bench, ratings, users.table); console.log('there', ((performance.now()-s)/1000).toFixed(2), 'keeps', keeps);
}
await bench.clear(); await spark.close(); await server.stop();
