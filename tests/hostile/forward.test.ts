import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';
import { fuzzRuns } from './fuzzRuns.js';
import { hostileName } from './hostileName.js';

const folder = mkdtempSync(join(tmpdir(), 'forward-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DAY_MS = 86_400_000;
/** From the first to the last that a Date can hold; logs have a few that are years from the others. */
const day = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 20_780, max: 20_790 }) },
  fc.constantFrom(0, -1, -719_162, 2_932_896, 99_999_999, -99_999_999),
);
const name = hostileName.filter((each) => !each.startsWith('\ufeff'));
const row = fc.record({
  tenant: fc.oneof(fc.constantFrom('t', '__proto__'), name),
  user: fc.oneof(fc.constantFrom('a', 'b'), name),
  res: fc.oneof(fc.constantFrom('x', 'y'), name),
  day: day.map((each) => new Date(each * DAY_MS)),
  hour: fc.option(fc.nat(23)),
  place: fc.option(fc.oneof(fc.constantFrom('', 'here', '__proto__', 'constructor'), name)),
});
const log = fc.array(row, { minLength: 1, maxLength: 14 });

describe('hostile logs with days', () => {
  it('are learned, scored, saved, loaded and updated all the same', async () => {
    await fc.assert(
      fc.asyncProperty(log, log, fc.constantFrom(null, 1, 30), async (rows, more, horizon) => {
        const params = { contextCols: ['place'], horizon, threads: 1 };
        const fit = (each: readonly object[]) => new AccessEvidence(params).fit(toTable(each));
        const asked = toTable([...rows, ...more]);
        const said = (model: AccessEvidenceModel) =>
          rowsOf(model.transform(asked, { parts: true, kinds: true }));
        const model = await fit(rows);
        for (const { evidence, p_next } of said(model)) {
          expect(Number.isFinite(evidence)).toBe(true);
          expect((p_next as number) > 0 && (p_next as number) <= 1).toBe(true);
        }
        const path = join(folder, 'model');
        await model.save(path);
        const loaded = await AccessEvidenceModel.load(path);
        expect(said(loaded)).toEqual(said(model));
        const whole = said(await fit([...rows, ...more]));
        expect(said(await model.update(toTable(more)))).toEqual(whole);
        expect(said(await loaded.update(toTable(more)))).toEqual(whole);
      }),
      { seed: 12, numRuns: fuzzRuns(10) },
    );
  });
});
