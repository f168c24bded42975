import { Numbering } from '../../accesses/Numbering.js';
import { expectDate } from '../../base/checks/expect.js';
import type { NamedInContext } from '../tellingRows.js';
import { checkVerdicts } from './checkVerdicts.js';
import type { Conflict, Judgement } from './Judgement.js';
import type { Verdict } from './Verdict.js';
import { isDated, isOnDays } from './verdictDates.js';
import { verdictNames } from './verdictNames.js';

/**
 * Finds the verdict of each access: the one that names both, else the one that names the user, else the one
 * that names the resource; among those that name the same, one for the access's context before one for any,
 * then one for its days before one for all. A malicious verdict wins over all of these, so that nothing hides
 * it, with one exception: if it only names an account or a resource, a benign verdict that names both wins.
 *
 * @param now verdicts that have expired by then don't hold
 * @throws TypeError if there is no list of verdicts or `now` is no Date, RangeError if it is an invalid one;
 *   either naming the line of a verdict with an invalid word, name or date
 */
export function applyVerdicts(
  accesses: readonly NamedInContext[],
  rules: readonly Verdict[],
  now: Date,
): Judgement {
  checkVerdicts(rules);
  expectDate('now', now);
  const held = rules.filter(({ expires }) => expires == null || expires > now);
  const rulesOn = rulesByName(held);
  const met = new Set<Verdict>();
  const conflicts = new Map<Verdict, Map<Verdict, Conflict>>();
  const suppressing = new Set<Verdict>();
  let suppressed = 0;
  const verdicts = accesses.map((access) => {
    const found = rulesOn(access);
    if (found.length === 0) return null;
    const [first] = found;
    const malicious = found.find(({ verdict }) => verdict === 'malicious');
    const rule =
      malicious === undefined ? first : (found.find((each) => isException(each, malicious)) ?? malicious);
    for (const each of found) met.add(each);
    if (rule === malicious && rule !== first) noteConflict(conflicts, rule, first);
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
    conflicts: [...conflicts.values()].flatMap((others) => [...others.values()]),
    expired: rules.length - held.length,
    unmatched: lost.length - ofOtherDays,
    ofOtherDays,
  };
}

/** Finds the rules that hold for an access, the most exact first. */
function rulesByName(rules: readonly Verdict[]): (access: NamedInContext) => Verdict[] {
  const numbers = new Numbering();
  const byNumber: Verdict[][] = [];
  for (const rule of rules) {
    const { tenant, user, res } = verdictNames(rule);
    const number = numbers.add(tenant, user, res);
    const others = byNumber[number];
    if (others) others.push(rule);
    else byNumber[number] = [rule];
  }
  const rank = (rule: Verdict) => (rule.context ? 0 : 2) + (isDated(rule) ? 0 : 1);
  for (const some of byNumber) some.sort((a, b) => rank(a) - rank(b));
  const add = (found: Verdict[], number: number, access: NamedInContext) => {
    if (number < 0) return;
    for (const rule of byNumber[number]) {
      const { context } = rule;
      const isInContext = !context || access.contexts?.[context.name] === context.value;
      if (isInContext && isOnDays(rule, access)) found.push(rule);
    }
  };
  return (access) => {
    const { tenant, user, res } = access;
    const found: Verdict[] = [];
    add(found, numbers.find(tenant, user, res), access);
    add(found, numbers.find(tenant, user, null), access);
    add(found, numbers.find(tenant, null, res), access);
    return found;
  };
}

/** Whether somebody has judged exactly this access, and found it innocent. */
function isException(rule: Verdict, malicious: Verdict): boolean {
  return rule.verdict === 'benign' && namesBoth(rule) && !namesBoth(malicious);
}

function namesBoth(rule: Verdict): boolean {
  const { user, res } = verdictNames(rule);
  return user !== null && res !== null;
}

function noteConflict(
  conflicts: Map<Verdict, Map<Verdict, Conflict>>,
  malicious: Verdict,
  other: Verdict,
): void {
  const others = conflicts.get(malicious) ?? new Map<Verdict, Conflict>();
  const accesses = (others.get(other)?.accesses ?? 0) + 1;
  conflicts.set(malicious, others.set(other, { malicious, other, accesses }));
}

/**
 * Whether a verdict is about days without an access: one about the days of a mistake, which the model
 * forgets, matches nothing today.
 */
function isOfOtherDays(accesses: readonly NamedInContext[]): (rule: Verdict) => boolean {
  const spans = mergedDays(accesses);
  return (rule) => isDated(rule) && !spans.some((access) => isOnDays(rule, access));
}

/**
 * The days of accesses, merged into few spans: many verdicts may have dates, and many accesses the same days.
 */
function mergedDays(accesses: readonly NamedInContext[]): Pick<NamedInContext, 'firstDay' | 'lastDay'>[] {
  const dated: { firstDay: number; lastDay: number }[] = [];
  for (const { firstDay, lastDay } of accesses) {
    // It may be any day.
    if (firstDay === undefined || lastDay === undefined) return [{}];
    dated.push({ firstDay, lastDay });
  }
  dated.sort((a, b) => a.firstDay - b.firstDay);
  const merged: typeof dated = [];
  for (const span of dated) {
    const before = merged[merged.length - 1];
    if (before !== undefined && span.firstDay <= before.lastDay + 1) {
      before.lastDay = Math.max(before.lastDay, span.lastDay);
    } else merged.push(span);
  }
  return merged;
}
