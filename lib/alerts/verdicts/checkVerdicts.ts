import { describe } from '../../base/text/describe.js';
import { checkVerdictDays } from './checkVerdictDays.js';
import { VERDICTS, type Verdict } from './Verdict.js';
import { verdictNames } from './verdictNames.js';

const DATES = ['expires', 'from', 'to'] as const;

/**
 * Checks that verdicts made in code are as a file could have them.
 *
 * @throws TypeError or RangeError naming the verdict's line, and the invalid word, name or date
 */
export function checkVerdicts(rules: unknown): asserts rules is readonly Verdict[] {
  if (!Array.isArray(rules)) {
    throw new TypeError(`Expected verdicts as readVerdicts gives them, got ${describe(rules)}`);
  }
  for (const [n, rule] of rules.entries()) {
    if (typeof rule !== 'object' || rule === null) {
      throw new TypeError(`Expected verdicts[${n}] to be a verdict, got ${describe(rule)}`);
    }
    const verdict: Verdict = rule;
    const { context } = verdict;
    const at = Number.isInteger(verdict.line)
      ? `in the verdict of line ${verdict.line}`
      : `in verdicts[${n}]`;
    if (!VERDICTS.includes(verdict.verdict)) {
      throw new RangeError(
        `Expected a verdict among ${VERDICTS.join(', ')} ${at}, got ${describe(verdict.verdict)}`,
      );
    }
    verdictNames(verdict, at);
    for (const name of DATES) {
      const date: unknown = verdict[name];
      if (date != null && !(date instanceof Date && Number.isFinite(date.getTime()))) {
        throw new TypeError(`Expected ${name} to be a Date or null ${at}, got ${describe(date)}`);
      }
    }
    if (context != null && !(isText(context.name) && isText(context.value))) {
      throw new TypeError(
        `Expected context to have a name and a value, both texts, ${at}, got ${describe(context)}`,
      );
    }
    checkVerdictDays(verdict, at, (day) => day.toISOString());
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
