import { counted } from '../../base/text/counted.js';
import type { IntruderKind } from '../score/intruders.js';
import type { ContextFact } from './contextFacts.js';
import { LEAST_FACTOR } from './termsInWords.js';

/** Contexts that speak for an intruder, those that weigh most first, a sentence each. */
export function contextSentences(facts: readonly ContextFact[], user: string): string[] {
  return facts
    .filter(({ term }) => term >= Math.log(LEAST_FACTOR))
    .sort((a, b) => b.term - a.term)
    .map((fact) => (fact.hour === null ? valueSentence(fact, user) : hourSentence(fact, user)));
}

function valueSentence(
  { name, value, userDays, ofDays, others, ofOthers }: ContextFact,
  user: string,
): string {
  const rest = `${number(others)} of ${counted(ofOthers, 'other user')} had it`;
  if (ofDays === 0) return `The ${name} is ${value}; ${rest}`;
  const days = counted(ofDays, 'day');
  if (userDays > 0)
    return `The ${name} is ${value}; ${user} had it on ${number(userDays)} of ${days}, ${rest}`;
  return `The ${name} is ${value}; ${user} never had it in ${days}, ${rest}`;
}

function hourSentence({ hour, value, userDays, ofDays }: ContextFact, user: string): string {
  const { isWeekend } = hour!;
  const when = isWeekend ? `At a weekend, ${value} UTC` : `At ${value} UTC`;
  const kind = isWeekend ? 'weekend day' : 'working day';
  if (ofDays === 0) return `${when}: ${user} was never seen ${isWeekend ? 'at weekends' : 'on working days'}`;
  return `${when}: within an hour of it, ${user} was seen on ${number(userDays)} of ${counted(ofDays, kind)}`;
}

/** What it looks like, where an intruder is likelier than normal use. */
export function intruderSentence(intruder: IntruderKind | null, evidence: number): string[] {
  if (intruder === null || evidence <= 0) return [];
  const looks: Record<IntruderKind, string> = {
    stranger: 'a stranger',
    'stolen account': 'a stolen account',
    misuse: 'misuse of the account',
    insider: 'an insider',
  };
  return [`It looks most like ${looks[intruder]}`];
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
