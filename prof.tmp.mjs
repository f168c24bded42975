import { AccessAnomaly, connectSpark, startSpark } from 'access-anomaly';
import { Workbench } from './lib/dist/spark/fit/Workbench.js';
import { makeTables } from './bench/spark/tables.mjs';
const t0 = performance.now();
let depth=0;
for (const name of ['keep','rows','ml']) {
  const f = Workbench.prototype[name];
  Workbench.prototype[name] = async function (...a) { const s=performance.now(); const r = await f.apply(this,a); console.log('   ', name, ((performance.now()-s)/1000).toFixed(2)); return r; };
}
const q = Workbench.prototype.query;
const server = await startSpark({ workers: 2, memory: '2g' });
const spark = await connectSpark(server.url);
await makeTables(spark, server.folder+'/b', { rows: 1e6, users: 50000, resources: 20000 });
for (let run=0; run<3; run++) {
  console.log('RUN', run);
  const s = performance.now(); let last=s, step='';
  await new AccessAnomaly({maxIter: 25}).fit(spark.read.parquet(server.folder+'/b/accesses'), { onIteration: (p)=>{ if (p.step!==step||p.done) { const n=performance.now(); console.log(step, ((n-last)/1000).toFixed(2)); last=n; step=p.step; } } });
  console.log('total', ((performance.now()-s)/1000).toFixed(2));
}
await spark.close(); await server.stop();
