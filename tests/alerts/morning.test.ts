import { expect, it, vi } from 'vitest';
import { rollUp } from '../../lib/alerts/rollUp.js';
import { toLearn } from '../../lib/alerts/toLearn.js';
import { triage } from '../../lib/alerts/triage.js';
import { calibration } from '../../lib/evaluate/trust/calibration.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { runWorkSync } from '../../lib/evidence/engine/runWork.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';

// The real one, counted: each run is a pass of scoring.
vi.mock('../../lib/evidence/engine/runWork.js', { spy: true });

it('scores a table once, whatever a morning asks of it', async () => {
  const model = await new AccessEvidence().fit(tableOf(offices(60)));
  const today = tableOf([...offices(20, 3), { tenant: 't', user: 'eve', res: 'r0-1', likelihood: 1 }]);
  vi.mocked(runWorkSync).mockClear();
  const scored = model.transform(today, { parts: true, kinds: true, window: 1 });
  const alerts = triage(today, { model, window: 0.5 });
  expect(triage(scored, { model, window: 0.5 }).toArray()).toEqual(alerts.toArray());
  rollUp(today, { model });
  rollUp(scored, { model, of: 'resources' });
  model.explain(today);
  toLearn(today, { model, alerts });
  calibration(model, today);
  expect(runWorkSync).toHaveBeenCalledTimes(1);
  // Another table is another morning.
  model.transform(tableOf(offices(20, 4)));
  expect(runWorkSync).toHaveBeenCalledTimes(2);
});
