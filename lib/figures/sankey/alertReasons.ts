import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { pairColumns } from '../../accesses/columns.js';
import { Numbering } from '../../accesses/Numbering.js';
import { shortenLabel } from '../../base/text/shortenLabel.js';
import { visibleText } from '../../base/text/visibleText.js';
import { escapeMarkup } from '../plotly/escapeMarkup.js';
import { wrapText } from '../plotly/wrapText.js';
import type { Access, AccessColumns } from './sankeyAccesses.js';

/** Hover texts are wrapped at this many characters, and cut after ten lines. */
const LINE_LENGTH = 60;
const LENGTH = 600;

/**
 * Looks up the reason of an alert: the first one of its access, or undefined if it has none or the table has
 * no column `reason`.
 *
 * @param alerts a table with the columns that `columns` names, as for `sankeyAccesses`
 */
export function alertReasons(
  alerts: Table,
  { countCol: _, ...columns }: AccessColumns = {},
): (access: Pick<Access, 'tenant' | 'user' | 'res'>) => string | undefined {
  const reason = alerts.getChild('reason');
  if (reason === null || alerts.numRows === 0) return () => undefined;
  const accesses = accessesOf(alerts, pairColumns(alerts, columns));
  const hasTenants = accesses.columns.tenantCol !== null;
  const numbers = new Numbering();
  for (const { tenant, user, res } of accesses.names()) numbers.add(hasTenants ? tenant : null, user, res);
  const reasons: string[] = [];
  accesses.distinct.accessOf.forEach((access, row) => {
    reasons[access] ||= String(reason.get(row) ?? '').trim();
  });
  return ({ tenant, user, res }) => reasons[numbers.find(tenant, user, res)] || undefined;
}

/** A reason for Plotly's hover text, escaped, in lines of 60 characters. */
export function reasonText(reason: string): string {
  // The text is made visible first, since wrapping would break lines at unusual spaces.
  const lines = wrapText(visibleText(shortenLabel(reason, LENGTH)), LINE_LENGTH);
  return lines.map((line) => escapeMarkup(line).replaceAll('$', '&#36;')).join('<br>');
}
