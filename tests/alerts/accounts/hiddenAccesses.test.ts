import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { triage } from '../../../lib/alerts/triage.js';
import { seededRandom } from '../../../lib/base/random/random.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { rowsOf } from '../../rowsOf.js';

interface Access {
  tenant: string;
  user: string;
  res: string;
  day: string;
  hour: number;
  zone: string | null;
}

function readSet(name: string): { train: Access[]; test: Access[] } {
  const text = gunzipSync(readFileSync(`tests/fixtures/reference/in-time/${name}.csv.gz`)).toString();
  const rows = parse(text, { columns: true }) as Record<string, string>[];
  const part = (wanted: string) =>
    rows
      .filter((row) => row.part === wanted)
      .map(({ user, res, day, hour, zone }): Access => {
        return { tenant: 'd', user, res, day, hour: Number(hour), zone: zone === '' ? null : zone };
      });
  return { train: part('train'), test: part('test') };
}

/** Accounts of a table: how odd each is, by several measures; higher is odder. */
function measured(model: AccessEvidenceModel, rows: readonly Access[]) {
  return rowsOf(triage(toTable(rows), { model, threshold: -1e9 })).map((row) => ({
    user: String(row.user),
    isKnown: row.kind === 'known account',
    p: Number(row.p_value),
    byP: -Number(row.p_value),
    bySum: Number(row.evidence_in_all),
    byMost: Number((JSON.parse(String(row.telling)) as { evidence: number }[])[0].evidence),
  }));
}

/** The value that a share of numbers exceeds, between the two nearest. */
function exceededBy(share: number, numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => b - a);
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}

const HIDDEN = 6;
const TRIES = 40;

describe.each(['commits-a', 'commits-b'])(
  'six accesses of another, hidden among an account’s own, in %s',
  (name) => {
    it('are found where one in a hundred normal accounts is, ahead of the most and the sum', async () => {
      const { train, test } = readSet(name);
      const model = await new AccessEvidence({ contextCols: ['zone'], hourCol: 'hour', threads: 1 }).fit(
        toTable(train),
      );
      const normal = measured(model, test);
      const known = normal.filter(({ isKnown }) => isKnown);
      const random = seededRandom(22);
      const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)];
      const resourcesOf = (user: string) =>
        new Set(test.filter((row) => row.user === user).map(({ res }) => res));
      const donors = [...new Set(test.map(({ user }) => user))].filter(
        (user) => resourcesOf(user).size >= HIDDEN,
      );
      const found: (typeof normal)[number][] = [];
      for (let n = 0; found.length < TRIES && n < 40 * TRIES; n++) {
        const [{ user }, other] = [pick(known), pick(donors)];
        const own = new Set(train.filter((row) => row.user === user).map(({ res }) => res));
        const foreign = test.filter((row) => row.user === other && other !== user && !own.has(row.res));
        const resources = [...new Set(foreign.map(({ res }) => res))].slice(0, HIDDEN);
        if (resources.length < HIDDEN) continue;
        const hidden = foreign.filter(({ res }) => resources.includes(res)).map((row) => ({ ...row, user }));
        found.push(measured(model, [...test, ...hidden]).find((account) => account.user === user)!);
      }
      expect(found).toHaveLength(TRIES);
      const recall = (by: 'byP' | 'bySum' | 'byMost') => {
        const least = exceededBy(
          0.01,
          normal.map((account) => account[by]),
        );
        return found.filter((account) => account[by] >= least).length / found.length;
      };
      expect(recall('byP')).toBeGreaterThanOrEqual(0.8);
      expect(recall('byP')).toBeGreaterThan(recall('bySum'));
      expect(recall('byP')).toBeGreaterThan(recall('byMost'));
      expect(found.filter(({ p }) => p <= 0.01).length / found.length).toBeGreaterThanOrEqual(0.8);
    });
  },
);
