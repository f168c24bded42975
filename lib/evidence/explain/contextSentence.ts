import { counted } from '../../base/text/counted.js';
import { grouped } from '../../base/text/grouped.js';
import type { IntruderKind } from '../score/intruders.js';
import type { ContextFact } from './contextFacts.js';
import { LEAST_FACTOR } from './termsInWords.js';

/** A sentence for each context that points to an intruder, the weightiest first. */
export function contextSentences(facts: readonly ContextFact[], user: string): string[] {
  return facts
    .filter(({ term }) => term >= Math.log(LEAST_FACTOR))
    .sort((a, b) => b.term - a.term)
    .map((fact) => (fact.hour === null ? valueSentence(fact, user) : hourSentence(fact, user)));
}

function valueSentence(
  { name, value, userDays, ofDays, allDays, others, ofOthers }: ContextFact,
  user: string,
): string {
  const rest = `${grouped(others)} of ${counted(ofOthers, 'other user')} had it`;
  if (ofDays === 0) return `The ${name} is ${value}; ${rest}`;
  // On other days the log has no value.
  const days = `${counted(ofDays, 'day')}${ofDays < allDays ? ` with a known ${name}` : ''}`;
  if (userDays > 0)
    return `The ${name} is ${value}; ${user} had it on ${grouped(userDays)} of ${days}, ${rest}`;
  return `The ${name} is ${value}; ${user} never had it in ${days}, ${rest}`;
}

function hourSentence({ hour, value, userDays, ofDays, allDays }: ContextFact, user: string): string {
  const { isWeekend } = hour!;
  const when = isWeekend ? `At a weekend, ${value} UTC` : `At ${value} UTC`;
  const kind = isWeekend ? 'weekend day' : 'working day';
  if (allDays === 0)
    return `${when}: ${user} was never seen ${isWeekend ? 'at weekends' : 'on working days'}`;
  if (ofDays === 0) return `${when}: no hour of ${user} is known on ${counted(allDays, kind)}`;
  const known = ofDays < allDays ? ' with a known hour' : '';
  return `${when}: within an hour of it, ${user} was seen on ${grouped(userDays)} of ${counted(ofDays, kind)}${known}`;
}

/**
 * What the access looks like, if an intruder is likelier than normal use. Nobody knows what an unknown
 * account usually does, so it can only look like a stranger.
 */
export function intruderSentence(
  intruder: IntruderKind | null,
  evidence: number,
  isKnown: boolean,
): string[] {
  if (intruder === null || evidence <= 0) return [];
  if (!isKnown && intruder !== 'stranger') return [];
  const looks: Record<IntruderKind, string> = {
    stranger: 'a stranger',
    'stolen account': 'a stolen account',
    misuse: 'misuse of the account',
    insider: 'an insider',
  };
  return [`It looks most like ${looks[intruder]}`];
}
