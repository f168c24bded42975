import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { triage } from '../../../lib/alerts/triage.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { findingsOf } from '../../../lib/sinks/findingsOf.js';
import type { Finding } from '../../../lib/sinks/ocsf/finding.js';
import { batchesOf } from '../../../lib/sinks/services/batchesOf.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { alertRows } from '../alertsOf.js';
import { validateOcsf } from '../validateOcsf.js';

const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;
const RES = 'pay\u202eroll\u0007\r\n';

/** What people read of a finding. */
function textsOf({ message, finding_info, evidences }: Finding): string[] {
  const { title, desc } = finding_info as { title: string; desc?: string };
  const reasons = (evidences as { data: { reason: string } }[]).map(({ data }) => data.reason);
  return [String(message), title, String(desc), ...reasons];
}

/** Names as a receiver compares them. */
function namesOf({ evidences, resources }: Finding): string[] {
  const actors = evidences as { actor: { user: { name: string } }; resources: { name: string }[] }[];
  return [
    ...actors.flatMap((each) => [each.actor.user.name, each.resources[0].name]),
    ...(resources as { name: string }[]).map(({ name }) => name),
  ];
}

describe('findings of names with characters that can not be seen', () => {
  let model: Awaited<ReturnType<AccessEvidence['fit']>>;
  beforeAll(async () => {
    model = await new AccessEvidence({ threads: 1 }).fit(tableOf(offices(30)));
  });

  it.each(['access', 'account'] as const)('by %s show them in texts, and keep names exact', (by) => {
    const day = tableOf([{ tenant: 't', user: 'u1', res: RES, likelihood: 1 }]);
    const [finding] = findingsOf(triage(day, { by, model, threshold: -100 }));
    for (const text of textsOf(finding)) expect(text).not.toMatch(UNSEEN);
    expect(textsOf(finding).join()).toContain('pay\\u202eroll\\u0007\\u000d\\u000a');
    expect(namesOf(finding)).toEqual(['u1', RES, RES]);
    expect(validateOcsf(finding)).toEqual([]);
  });

  it('whatever the names and the reason are', () => {
    const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, names, names, (user, res, reason) => {
        const [row] = alertRows(1);
        const [finding] = findingsOf(toTable([{ ...row, user, res, reason }]));
        for (const text of textsOf(finding)) expect(text).not.toMatch(UNSEEN);
        expect(namesOf(finding)).toEqual([user, res, res]);
      }),
      { numRuns: fuzzRuns(100) },
    );
  });

  it('are shown in the error of one that is too large, once', () => {
    const [row] = alertRows(1);
    const [finding] = findingsOf(toTable([{ ...row, res: RES, reason: 'x'.repeat(600_000) }]));
    const service = { recordOf: (each: Finding) => each, frame: { open: '', between: '', close: '' } };
    expect(() => batchesOf([finding], service)).toThrow('u0 to pay\\u202eroll\\u0007\\u000d\\u000a)');
  });
});
