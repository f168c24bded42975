import type { Table } from 'apache-arrow';
import { grouped } from '../../base/text/grouped.js';
import { findColumn } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';
import { withText } from '../../tables/withColumn.js';
import { termColumns } from './termColumns.js';
import { isContextTerm, termName } from './termName.js';

/** The names of terms for newcomers, if `kind` says who is one. */
const NEWCOMER_NAMES: Record<string, string> = {
  'cold user from_user': 'new account',
  'cold resource from_resource': 'new resource',
};
/** The terms of an access of an unknown tenant are shown as one. */
const UNKNOWN_TENANT = 'unknown tenant';

/** A term that makes less of a difference than this, as a factor, isn't worth a word. */
export const LEAST_FACTOR = 1.25;

/**
 * The terms of the evidence in words, including those of contexts (`from_<context>`), the weightiest first.
 * `fit ×12, account ÷3` says that how well the account and the resource fit makes an intruder 12 times
 * likelier, and that how much the account is used makes one a third as likely. Words say what a factor is
 * about, as in `evidenceBars`; only × and ÷ say which way it points.
 *
 * @param scored a table that `AccessEvidenceModel.transform` scored with `parts`; with `kinds`, newcomers are
 *   called new
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
 * @param kind the kind of the access, if it is known
 */
export function termWords(terms: Record<string, number>, kind: string | null): string {
  const parts = namedTerms(terms, kind)
    .filter(({ nats }) => Math.abs(nats) >= Math.log(LEAST_FACTOR))
    .sort((a, b) => Math.abs(b.nats) - Math.abs(a.nats))
    .map(({ name, nats }) => `${name} ${nats > 0 ? '×' : '÷'}${factor(nats)}`);
  return parts.length > 0 ? parts.join(', ') : 'nothing stands out';
}

function namedTerms(terms: Record<string, number>, kind: string | null): { name: string; nats: number }[] {
  const named = Object.entries(terms).map(([column, nats]) => ({ column, nats }));
  const isOne = ({ column }: { column: string }) => kind === 'cold tenant' && !isContextTerm(column);
  const ofTenant = named.filter(isOne).reduce((sum, { nats }) => sum + nats, 0);
  return [
    { name: UNKNOWN_TENANT, nats: ofTenant },
    ...named
      .filter((term) => !isOne(term))
      .map(({ column, nats }) => ({ name: NEWCOMER_NAMES[`${kind} ${column}`] ?? termName(column), nats })),
  ];
}

/** Larger factors are shown as this one: a few weeks of a log can't say more. */
export const MOST_FACTOR = 1_000_000;

/** A factor to two digits. */
function factor(nats: number): string {
  const times = Math.exp(Math.abs(nats));
  if (times > MOST_FACTOR) return `${grouped(MOST_FACTOR)} or more`;
  return grouped(Number(times.toPrecision(2)));
}
