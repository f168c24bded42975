import type { Table } from 'apache-arrow';
import { sum } from '../../base/numbers/sum.js';
import { counted } from '../../base/text/counted.js';
import { grouped } from '../../base/text/grouped.js';
import { shownList } from '../../base/text/shownList.js';
import type { Judgement } from './Judgement.js';
import type { Verdict } from './Verdict.js';

/** A rule is a doubt if it hides more than this share of what may be listed, and at least this many. */
const LARGEST_HIDDEN_SHARE = 0.1;
const MANY_HIDDEN = 10;
/** All rules together are a doubt if they hide more than this share. */
const LARGEST_SHARE_IN_ALL = 0.5;

/** Which lines contradict each other: `line 3 (malicious) goes before line 2 (expected)`. */
export function conflictText(conflicts: Judgement['conflicts']): string {
  const pairs = conflicts.map(
    ({ malicious, other }) =>
      `line ${malicious.line} (malicious) goes before line ${other.line} (${other.verdict})`,
  );
  return shownList(pairs);
}

/** The counts in words: `suppressed 14 by 3 rules, 1 rule expired, 1 rule never matched`. */
export function judgementText(judgement: Judgement): string {
  const { suppressed, suppressing, conflicts, expired, unmatched, ofOtherDays } = judgement;
  return [
    suppressing === 0
      ? 'suppressed nothing'
      : `suppressed ${grouped(suppressed)} by ${counted(suppressing, 'rule')}`,
    ...(conflicts.length > 0 ? [conflictText(conflicts)] : []),
    ...(expired > 0 ? [`${counted(expired, 'rule')} expired`] : []),
    ...(unmatched > 0 ? [`${counted(unmatched, 'rule')} never matched`] : []),
    ...(ofOtherDays > 0
      ? [`${counted(ofOtherDays, 'rule')} ${ofOtherDays === 1 ? 'concerns' : 'concern'} other days`]
      : []),
  ].join(', ');
}

/**
 * Notes in the metadata of a table of alerts how verdicts were applied, and the doubts for `checkTrust`:
 * verdicts that contradict each other, and rules that hide much.
 *
 * @param evidence the evidence of each judged access: those above 0 may be listed
 */
export function noteJudgement(alerts: Table, judgement: Judgement, evidence: Float64Array): void {
  const { metadata } = alerts.schema;
  metadata.set('suppressed', judgement.numRules > 0 ? judgementText(judgement) : 'no verdicts');
  metadata.set(
    'doubts',
    JSON.stringify([...conflictDoubts(judgement), ...hidingDoubts(judgement, evidence)]),
  );
}

function conflictDoubts({ conflicts }: Judgement) {
  if (conflicts.length === 0) return [];
  const pairs = conflicts.map(
    ({ malicious, other, accesses }) =>
      `line ${other.line} calls ${counted(accesses, 'access', 'accesses')} ${other.verdict} that line ${malicious.line} calls malicious`,
  );
  return [
    {
      doubt: `Verdicts contradict each other: ${shownList(pairs)}.`,
      advice: 'Malicious counts. Delete the line that is wrong, or narrow it.',
    },
  ];
}

function hidingDoubts({ verdicts }: Judgement, evidence: Float64Array) {
  let all = 0;
  const hidden = new Map<Verdict, number>();
  verdicts.forEach((rule, access) => {
    if (evidence[access] <= 0) return;
    all++;
    if (rule?.verdict === 'expected') hidden.set(rule, (hidden.get(rule) ?? 0) + 1);
  });
  const inAll = sum([...hidden.values()]);
  const wide = [...hidden]
    .filter(([, count]) => count >= MANY_HIDDEN && count > LARGEST_HIDDEN_SHARE * all)
    .map(([{ line }, count]) => ({
      doubt: `The verdict in line ${line} hides ${grouped(count)} of ${counted(all, 'access', 'accesses')} with evidence above 0.`,
      advice: 'An exception that wide may hide an intruder: narrow it, or give it a date to expire.',
    }));
  if (wide.length > 0 || inAll < MANY_HIDDEN || inAll <= LARGEST_SHARE_IN_ALL * all) return wide;
  return [
    {
      doubt: `Verdicts hide ${grouped(inAll)} of ${counted(all, 'access', 'accesses')} with evidence above 0.`,
      advice: 'So many exceptions may hide an intruder: give them dates to expire.',
    },
  ];
}
