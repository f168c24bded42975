import type { Table } from 'apache-arrow';
import { findColumn } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';
import { withText } from '../../tables/withColumn.js';
import { contextTerm } from '../params.js';
import { termColumns } from './termColumns.js';

/** What each term says, where it speaks for an intruder and where it speaks against one. */
const TERM_WORDS: Record<string, [string, string]> = {
  from_user: ['little used account', 'busy account'],
  from_resource: ['little used resource', 'much used resource'],
  from_fit: ["doesn't fit the account", 'fits the account'],
  from_history: ['', 'seen before'],
  // Which intruder it is changes what counts: the mixture of four is no sum of terms.
  from_intruder: ['no stranger', 'one intruder of four'],
};

/** What they say of somebody who was never seen, where the table says who is. */
const NEWCOMER_WORDS: Record<string, [string, string]> = {
  'cold user from_user': ['new account', 'new account'],
  'cold resource from_resource': ['new resource', 'new resource'],
  'cold tenant from_user': ['unknown tenant', 'unknown tenant'],
  'cold tenant from_resource': ['unknown tenant', 'unknown tenant'],
};

/** A term that makes less of a difference than this, as a factor, isn't worth a word. */
export const LEAST_FACTOR = 1.25;

/**
 * The terms of the evidence in words, those of contexts (`from_<context>`) among them, those that weigh most
 * first: `doesn't fit the account ×12, busy account ÷3` says that the one makes an intruder 12 times
 * likelier, and the other a third as likely.
 *
 * @param scored a table that `AccessEvidenceModel.transform` scored with `parts`; with `kinds`, too, who was
 *   never seen is new instead of little used
 * @returns the table with a column `why`
 * @throws RangeError naming a term that is missing
 *
 * @example
 * const scored = model.transform(today, { parts: true, kinds: true });
 * show(termsInWords(scored).select(['user', 'res', 'evidence', 'why']));
 */
export function termsInWords(scored: Table): Table {
  checkTable(scored);
  const names = termColumns(scored.schema.names.map(String));
  const terms = names.map((name) => ({ name, values: findColumn(scored, name) }));
  const kinds = scored.getChild('kind');
  const why = Array.from({ length: scored.numRows }, (_, row) =>
    termWords(
      Object.fromEntries(terms.map(({ name, values }) => [name, Number(values.get(row))])),
      kinds?.get(row) ?? null,
    ),
  );
  return withText(scored, 'why', why);
}

/**
 * Terms in words.
 *
 * @param terms in nats, under the names of their columns
 * @param kind of the access, where it is known
 */
export function termWords(terms: Record<string, number>, kind: string | null): string {
  const parts = Object.entries(terms)
    .map(([name, nats]) => ({
      words: NEWCOMER_WORDS[`${kind} ${name}`] ?? TERM_WORDS[name] ?? contextWords(name),
      nats,
    }))
    .filter(({ nats }) => Math.abs(nats) >= Math.log(LEAST_FACTOR))
    .sort((a, b) => Math.abs(b.nats) - Math.abs(a.nats))
    .map(({ words: [odd, usual], nats }) =>
      nats > 0 ? `${odd} ×${factor(nats)}` : `${usual} ÷${factor(nats)}`,
    );
  return parts.length > 0 ? parts.join(', ') : 'nothing stands out';
}

function contextWords(term: string): [string, string] {
  const name = term.slice(contextTerm('').length);
  return [`unusual ${name}`, `usual ${name}`];
}

/** No factor is said to be larger: what was learned from some weeks can't say more. */
export const MOST_FACTOR = 1_000_000;

/** A factor to two digits. */
function factor(nats: number): string {
  const times = Math.exp(Math.abs(nats));
  if (times > MOST_FACTOR) return `${MOST_FACTOR.toLocaleString('en-US')} or more`;
  return Number(times.toPrecision(2)).toLocaleString('en-US');
}
