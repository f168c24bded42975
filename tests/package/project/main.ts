// A user of the package alone reads a log, learns from it, scores, and saves.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  AccessAnomaly,
  AccessAnomalyModel,
  AccessEvidence,
  DataFactory,
  readAccess,
  type Summary,
  sql,
  summarize,
  triage,
} from 'access-anomaly';
import { trainAls } from 'access-anomaly/als';
import { accessContext, accessSankey } from 'access-anomaly/figures';

const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
try {
  const log = path.join(folder, 'log.csv');
  const lines = Array.from({ length: 2000 }, (_, n) => `u${n % 50},r${(n * 7 + (n % 3)) % 40}`);
  writeFileSync(log, `user,res\n${lines.join('\n')}\nu1,vault\n`);
  const { table, report } = await readAccess(log);
  assert.equal(report.rows, 2001);

  const model = await new AccessAnomaly({ maxIter: 5, threads: 2 }).fit(table);
  const summary: Summary = summarize(model.transform(table), 'anomaly_score');
  assert.ok(Math.abs(summary.mean ?? 1) < 1e-9);
  await model.save(path.join(folder, 'model'));
  const loaded = await AccessAnomalyModel.load(path.join(folder, 'model'));
  assert.deepEqual([...loaded.score(table)], [...model.score(table)]);

  const evidence = await new AccessEvidence().fit(table);
  const alerts = triage(table, { model: evidence, budget: 3 });
  assert.equal(alerts.numRows, 3);
  assert.equal(accessSankey(accessContext(table, alerts), alerts).data[0].type, 'sankey');

  const factory = new DataFactory({ seed: 1 });
  const [{ n }] = await sql`SELECT count(*) AS n FROM ${factory.createClusteredTrainingData(0.4)}`;
  assert.ok(n > 0);

  // Enough work for threads, so that the worker's file has to be found.
  const size = 400_000;
  const users = Int32Array.from({ length: size }, (_, k) => k % 5000);
  const items = Int32Array.from({ length: size }, (_, k) => (k * 31 + (k >> 8)) % 900);
  const als = await trainAls(
    { users, items, ratings: new Float32Array(size).fill(1) },
    { maxIter: 2, threads: 2, implicitPrefs: true },
  );
  assert.ok(als.userFactors.every(Number.isFinite));
  const runtime = process.versions.bun ? 'bun' : 'node';
  console.log(`${runtime}: ${model.numUsers} users, ${alerts.numRows} alerts`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
