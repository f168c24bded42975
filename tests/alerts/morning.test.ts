import { expect, it, vi } from 'vitest';
import { COMMON_COLUMNS } from '../../lib/accesses/columns.js';
import { selectForLearning } from '../../lib/alerts/selectForLearning.js';
import { triage } from '../../lib/alerts/triage.js';
import { calibration } from '../../lib/evaluate/trust/calibration.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { runWorkSync } from '../../lib/evidence/engine/runWork.js';
import { listOf } from '../accesses/listOf.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';
import { rowsOf } from '../rowsOf.js';

// The real one, counted: each run is a pass of scoring.
vi.mock('../../lib/evidence/engine/runWork.js', { spy: true });

it('scores a table once, whatever a morning asks of it', async () => {
  const model = await new AccessEvidence().fit(tableOf(offices(60)));
  const rows = [...offices(20, 3), { tenant: 't', user: 'eve', res: 'r0-1', likelihood: 1 }];
  const today = tableOf(rows);
  vi.mocked(runWorkSync).mockClear();
  const scored = model.transform(today, { parts: true, kinds: true, window: 1 });
  const alerts = triage(today, { by: 'access', model, window: 0.5 });
  expect(rowsOf(triage(scored, { by: 'access', model, window: 0.5 }))).toEqual(rowsOf(alerts));
  triage(today, { model });
  triage(scored, { model });
  model.explain(today);
  selectForLearning(today, { model, alerts });
  calibration(model, today);
  expect(runWorkSync).toHaveBeenCalledTimes(1);
  // Another table is another morning; of the same rows it gives the same.
  expect(rowsOf(triage(tableOf(rows), { by: 'access', model, window: 0.5 }))).toEqual(rowsOf(alerts));
  expect(runWorkSync).toHaveBeenCalledTimes(2);
});

it('reads the columns of a scored table, and not those of the table before it', async () => {
  const rows = offices(20, 3);
  const model = await new AccessEvidence().fit(tableOf(rows));
  const scored = model.transform(tableOf(rows));
  const { likelihood } = listOf(scored, { ...COMMON_COLUMNS, likelihoodCol: 'evidence' });
  expect([...likelihood].sort()).toEqual([...scored.getChild('evidence')!].sort());
});
