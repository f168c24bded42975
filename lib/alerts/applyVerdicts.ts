import type { Table } from 'apache-arrow';
import { Numbering } from '../accesses/Numbering.js';
import { expectDate } from '../base/checks/expect.js';
import { counted } from '../base/text/counted.js';
import { describe } from '../base/text/describe.js';
import { grouped } from '../base/text/grouped.js';
import type { NamedInContext } from './tellingRows.js';
import { isDated, isOnDays } from './verdictDates.js';
import type { Verdict } from './verdicts.js';

/** What verdicts made of accesses. */
export interface Judgement {
  /** Of each access the verdict that holds for it, null where none does. */
  verdicts: (Verdict | null)[];
  /** How many verdicts there were. */
  numRules: number;
  /** Accesses that are expected, and by how many rules. */
  suppressed: number;
  suppressing: number;
  /** Rules that held no more; that held and met nothing; and those that are of days without an access. */
  expired: number;
  unmatched: number;
  ofOtherDays: number;
}

/**
 * Finds the verdict of each access: the one that names both, else the one that names the user, else the one
 * that names the resource; of those that name the same, one on the access' context before one on any, and
 * then one on its days before one on all.
 *
 * @param now what has expired by then doesn't hold
 * @throws TypeError where there is no list of verdicts or `now` is no Date, RangeError where it is an invalid
 *   one
 */
export function applyVerdicts(
  accesses: readonly NamedInContext[],
  rules: readonly Verdict[],
  now: Date,
): Judgement {
  if (!Array.isArray(rules)) {
    throw new TypeError(`Expected verdicts as readVerdicts gives them, got ${describe(rules)}`);
  }
  expectDate('now', now);
  const held = rules.filter(({ expires }) => expires === null || expires > now);
  const numbers = new Numbering();
  const byNumber: Verdict[][] = [];
  for (const rule of held) {
    const number = numbers.add(rule.tenant, rule.user, rule.res);
    byNumber[number] = [...(byNumber[number] ?? []), rule];
  }
  const rank = (rule: Verdict) => (rule.context ? 0 : 2) + (isDated(rule) ? 0 : 1);
  for (const some of byNumber) some.sort((a, b) => rank(a) - rank(b));
  const met = new Set<Verdict>();
  const suppressing = new Set<Verdict>();
  let suppressed = 0;
  const ruleOf = (access: NamedInContext): Verdict | null => {
    const { tenant, user, res, contexts } = access;
    const isInContext = ({ context }: Verdict) => !context || contexts?.[context.name] === context.value;
    const among = (number: number) =>
      byNumber[number]?.find((rule) => isInContext(rule) && isOnDays(rule, access));
    return (
      among(numbers.find(tenant, user, res)) ??
      among(numbers.find(tenant, user, '*')) ??
      among(numbers.find(tenant, '*', res)) ??
      null
    );
  };
  const verdicts = accesses.map((access) => {
    const rule = ruleOf(access);
    if (rule === null) return null;
    met.add(rule);
    if (rule.verdict === 'expected') {
      suppressed++;
      suppressing.add(rule);
    }
    return rule;
  });
  const lost = held.filter((rule) => !met.has(rule));
  const ofOtherDays = lost.filter(isOfOtherDays(accesses)).length;
  return {
    verdicts,
    numRules: rules.length,
    suppressed,
    suppressing: suppressing.size,
    expired: rules.length - held.length,
    unmatched: lost.length - ofOtherDays,
    ofOtherDays,
  };
}

/** The counts in words: `suppressed 14 by 3 rules, 1 rule expired, 1 rule never matched`. */
export function judgementText({
  suppressed,
  suppressing,
  expired,
  unmatched,
  ofOtherDays,
}: Judgement): string {
  return [
    suppressing === 0
      ? 'suppressed nothing'
      : `suppressed ${grouped(suppressed)} by ${counted(suppressing, 'rule')}`,
    ...(expired > 0 ? [`${counted(expired, 'rule')} expired`] : []),
    ...(unmatched > 0 ? [`${counted(unmatched, 'rule')} never matched`] : []),
    ...(ofOtherDays > 0
      ? [`${counted(ofOtherDays, 'rule')} ${ofOtherDays === 1 ? 'is' : 'are'} of other days`]
      : []),
  ].join(', ');
}

/** Notes in the metadata of a table of alerts what verdicts did. */
export function noteJudgement(alerts: Table, judgement: Judgement): void {
  alerts.schema.metadata.set('suppressed', judgement.numRules > 0 ? judgementText(judgement) : 'no verdicts');
}

/**
 * Whether a verdict is on days of which there is no access: one on the days of a mistake, which the model
 * forgets, meets nothing today.
 */
function isOfOtherDays(accesses: readonly NamedInContext[]): (rule: Verdict) => boolean {
  return (rule) => isDated(rule) && !accesses.some((access) => isOnDays(rule, access));
}
