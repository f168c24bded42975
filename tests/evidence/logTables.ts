import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import type { AccessEvidenceParams } from '../../lib/evidence/params.js';
import { toTable } from '../../lib/tables/toTable.js';
import { OUTPUTS, TERMS } from './evidenceTables.js';

/** A row of a log with days: an hour and a place, where they are known. */
export interface LogRow {
  tenant: string;
  user: string;
  res: string;
  /** Since 1970-01-01. */
  day: number;
  hour: number | null;
  zone: string | null;
}

/** A Thursday in November 2026. */
export const TODAY = 20_776;

export function isoDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

export function logTable(rows: readonly LogRow[]): Table {
  return toTable(rows.map((row) => ({ ...row, day: isoDay(row.day) })));
}

export function fitLog(
  rows: readonly LogRow[],
  params: AccessEvidenceParams = { contextCols: ['zone'] },
): Promise<AccessEvidenceModel> {
  return new AccessEvidence(params).fit(logTable(rows));
}

/** Columns of numbers that a model with hours and zones adds. */
export const FORWARD_TERMS = [...TERMS, 'from_hour', 'from_zone', 'from_intruder'];
export const FORWARD_COLUMNS = [...OUTPUTS, ...FORWARD_TERMS];

/** All that a model says of rows, in columns: as text, so that a difference is one of bits. */
export function saidOf(model: AccessEvidenceModel, rows: readonly LogRow[]): string[] {
  const table = logTable(rows);
  const scored = model.transform(table, { parts: true, kinds: true });
  const added = scored.schema.names.filter((name) => !table.schema.names.includes(name));
  return added.map((name) => `${String(name)}: ${[...scored.getChild(name)!].join()}`);
}

/** How long the logs of a property are, in days. */
const LENGTHS = [1, 2, 3, 5, 17, 40];

/**
 * A small log of one tenant, with hours, places and days missing, and users, resources and places that come
 * late.
 */
export const someLog: fc.Arbitrary<LogRow[]> = fc.constantFrom(...LENGTHS).chain((numDays) =>
  fc.array(
    fc
      .record({
        user: fc.nat(5),
        res: fc.nat(5),
        day: fc.nat(numDays - 1),
        hour: fc.option(fc.oneof(fc.integer({ min: 8, max: 10 }), fc.nat(23)), { freq: 6 }),
        zone: fc.option(fc.nat(3), { freq: 6 }),
      })
      .map(({ user, res, day, hour, zone }) => {
        const isLate = day > (3 * numDays) / 4 && user > 3;
        return {
          tenant: 't',
          user: isLate ? `late${user}` : `u${user}`,
          res: `r${res}`,
          day: TODAY + day,
          hour,
          zone: zone === null ? null : `z${isLate ? 9 : (user + zone) % 6}`,
        };
      }),
    { minLength: 1, maxLength: 50 },
  ),
);

/** Rows to ask about: known and unknown users, resources, hours and places. */
export const ASKED: LogRow[] = ['u0', 'late4', 'nobody'].flatMap((user, n) =>
  ['r0', 'r5', 'nothing'].flatMap((res, m) => [
    { tenant: 't', user, res, day: TODAY + 40 + n + m, hour: 9, zone: 'z0' },
    {
      tenant: 't',
      user,
      res,
      day: TODAY + 41,
      hour: m === 0 ? null : (23 * n) % 24,
      zone: m === 1 ? null : 'nowhere',
    },
  ]),
);

/** Staff of three departments at their desks, every day. */
export function staffLog(days: readonly number[], users = 9): LogRow[] {
  return days.flatMap((day) =>
    Array.from({ length: 3 * users }, (_, n): LogRow => {
      const user = n % users;
      const res = n < users ? 'mail' : `r${user % 3}${n < 2 * users ? '' : (day * user) % 5}`;
      const hour = n % 11 === 0 ? null : 8 + ((user + n) % 9);
      return { tenant: 't', user: `u${user}`, res, day: TODAY + day, hour, zone: `z${user % 4}` };
    }),
  );
}

export const range = (numDays: number) => Array.from({ length: numDays }, (_, day) => day);
/** Twenty days of them. */
export const STAFF_LOG = staffLog(range(20));
