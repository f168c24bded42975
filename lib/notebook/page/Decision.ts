import { VERDICT_COLUMNS, VERDICTS, type Verdict } from '../../alerts/verdicts/Verdict.js';
import { csvField } from '../../base/text/csvField.js';
import { ANY_CELL, nameCell } from '../../base/text/nameCell.js';

/** A decision that somebody made on a page: a verdict as `readVerdicts` reads it. */
export interface Decision {
  tenant: string;
  user: string;
  /** Null if the decision is on all that the account does. */
  res: string | null;
  verdict: Verdict['verdict'];
  owner: string;
  reason: string;
  /**
   * The day, such as 2026-12-31, from whose beginning the decision no longer holds; '' if it always holds.
   */
  expires: string;
  /** The days of the accesses, only for malicious ones. */
  days: { first: string; last: string }[];
}

/** Decisions as lines of a file of verdicts, without its header. Names are written as `nameCell` does. */
export function decisionLines(decisions: readonly Decision[]): string[] {
  return decisions.flatMap(({ tenant, user, res, verdict, owner, reason, expires, days }) => {
    const names = [nameCell(tenant), nameCell(user), res === null ? ANY_CELL : nameCell(res)];
    const spans = verdict === 'malicious' && days.length > 0 ? days : [{ first: '', last: '' }];
    return spans.map(({ first, last }) =>
      [...names, verdict, '', oneLine(owner), oneLine(reason), expires, first, last].map(csvField).join(','),
    );
  });
}

/** A whole file of verdicts. */
export function decisionFile(decisions: readonly Decision[]): string {
  return [VERDICT_COLUMNS.join(','), ...decisionLines(decisions)].map((line) => `${line}\n`).join('');
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

export function isOnSame(a: Pick<Decision, 'tenant' | 'user' | 'res'>, b: typeof a): boolean {
  return a.tenant === b.tenant && a.user === b.user && a.res === b.res;
}

/** The valid decisions among those that a page remembered. */
export function decisionsIn(text: string | null): Decision[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found.filter(isDecision) : [];
  } catch {
    return [];
  }
}

function isDecision(value: unknown): value is Decision {
  if (typeof value !== 'object' || value === null) return false;
  const { tenant, user, res, verdict, owner, reason, expires, days } = value as Record<string, unknown>;
  return (
    [tenant, user, owner, reason, expires].every((text) => typeof text === 'string') &&
    (res === null || typeof res === 'string') &&
    VERDICTS.some((word) => word === verdict) &&
    Array.isArray(days) &&
    days.every((day) => typeof day?.first === 'string' && typeof day?.last === 'string')
  );
}
