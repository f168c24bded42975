import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectOneOf, expectPositive } from '../base/checks/expect.js';
import type { AccessEvidenceModel } from '../evidence/AccessEvidenceModel.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { combinedP } from './combinedP.js';
import { DEFAULT_DAYS } from './falseAlarmRate.js';
import { judgeAccesses } from './judgedAccesses.js';
import type { Verdict } from './verdicts.js';

export interface RollUpOptions {
  model: AccessEvidenceModel;
  /**
   * The time of the accesses as a share of the time of the fit. Default: by the model's span and `days`, else
   * by numbers of accesses; see `windowOf`.
   */
  window?: number;
  /** Instead of a window: how many days the accesses are of. Default: 1. */
  days?: number;
  /** Whose accesses are combined: 'users' (the default) or 'resources'. */
  of?: 'users' | 'resources';
  /** What was decided before: accesses that are expected are left out. See `readVerdicts`. */
  verdicts?: readonly Verdict[];
  /** The moment that verdicts expire against. Default: now. */
  now?: Date;
}

/**
 * Campaigns: all accesses of a user (or to a resource) in one figure, so that many slightly odd ones count as
 * much as one very odd one. They are ranked by `evidence_in_all`, the sum of the evidence above 0. `p_value`
 * says how often a normal account would be as odd: the Cauchy combination of the accesses' p-values (Liu and
 * Xie 2020),
 *
 *   t = mean of max(0, tan((1/2 - p) pi)),   p_value = 1/2 - arctan(t) / pi.
 *
 * lib/alerts/README.md has the reasons, and how well both do.
 *
 * @param table accesses with the columns that the model names, a row each or several
 * @returns a row for each, the most evidence in all first, then the smallest p-value: tenant, user (or res),
 *   accesses, odd (those with evidence above 0), evidence_in_all, most_evidence, most_odd (the resource, or
 *   the user, that has it), p_value
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 *
 * @example
 * const campaigns = rollUp(today, { model });
 * show(campaigns, { limit: 10 });
 */
export function rollUp(table: Table, options: RollUpOptions): Table {
  checkNames('rollUp options', options ?? {}, ['model', 'window', 'days', 'of', 'verdicts', 'now']);
  const { model, days = DEFAULT_DAYS, of = 'users', verdicts = [], now = new Date() } = options ?? {};
  expectOneOf('of', of, ['users', 'resources']);
  if (options.window !== undefined && options.days !== undefined) {
    throw new RangeError('Expected one of window and days, got both');
  }
  expectPositive('days', days);
  const judged = judgeAccesses(table, { model, verdicts, days, window: options.window, now });
  // An access counts once, by its most telling context: fifty addresses are no fifty accesses.
  const { accesses, telling, p, scores } = judged;
  const { rows } = scores;
  const names = accesses.names();
  const groups = new Map<number, Group>();
  const { codes } = of === 'users' ? accesses.users : accesses.resources;
  accesses.distinct.firstRow.forEach((row, n) => {
    if (telling[n] < 0) return;
    const evidence = rows.evidence[telling[n]];
    const { tenant, user, res } = names[n];
    const [name, other] = of === 'users' ? [user, res] : [res, user];
    const group = groups.get(codes[row]) ?? {
      tenant,
      name,
      accesses: 0,
      p: [],
      odd: 0,
      inAll: 0,
      most: -Infinity,
      oddest: '',
    };
    groups.set(codes[row], group);
    group.accesses++;
    group.p.push(p[telling[n]]);
    group.inAll += Math.max(0, evidence);
    if (evidence > 0) group.odd++;
    if (evidence > group.most) [group.most, group.oddest] = [evidence, other];
  });
  const found = [...groups.values()].map((group) => ({
    ...group,
    combined: combinedP(group.p.length, (n) => group.p[n]),
  }));
  found.sort((a, b) => b.inAll - a.inAll || a.combined - b.combined || b.accesses - a.accesses);
  return tableFromVectors([
    ['tenant', makeColumn.string(found.map(({ tenant }) => tenant))],
    [of === 'users' ? 'user' : 'res', makeColumn.string(found.map(({ name }) => name))],
    ['accesses', makeColumn.int32(found.map((row) => row.accesses))],
    ['odd', makeColumn.int32(found.map(({ odd }) => odd))],
    ['evidence_in_all', makeColumn.float64(found.map(({ inAll }) => inAll))],
    ['most_evidence', makeColumn.float64(found.map(({ most }) => most))],
    ['most_odd', makeColumn.string(found.map(({ oddest }) => oddest))],
    ['p_value', makeColumn.float64(found.map((row) => row.combined))],
  ]);
}

interface Group {
  tenant: string;
  name: string;
  accesses: number;
  p: number[];
  odd: number;
  inAll: number;
  most: number;
  oddest: string;
}
