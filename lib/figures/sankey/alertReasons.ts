import type { Table } from 'apache-arrow';
import { pairColumns } from '../../accesses/pairColumns.js';
import { shortenLabel } from '../../base/text/shortenLabel.js';
import { visibleText } from '../../base/text/visibleText.js';
import { findColumn } from '../../tables/findColumn.js';
import { escapeMarkup } from '../plotly/escapeMarkup.js';
import { wrapText } from '../plotly/wrapText.js';
import { type AccessColumns, pairKey } from './sankeyAccesses.js';

/** Hover texts are wrapped at this many characters, and cut beyond ten lines. */
const LINE_LENGTH = 60;
const LENGTH = 600;

/**
 * The reasons of alerts, by `pairKey`: the first that a pair has. Empty where the table has no column `reason`; rows without
 * a reason are left out.
 *
 * @param alerts with the columns that `columns` names, as `sankeyAccesses` takes them
 */
export function alertReasons(
  alerts: Table,
  { countCol: _, ...columns }: AccessColumns = {},
): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const reason = alerts.getChild('reason');
  if (reason === null || alerts.numRows === 0) return reasons;
  const { tenantCol, userCol, resCol } = pairColumns(alerts, columns);
  const [user, res] = [userCol, resCol].map((name) => findColumn(alerts, name));
  const tenant = tenantCol === null ? null : findColumn(alerts, tenantCol);
  for (let row = 0; row < alerts.numRows; row++) {
    const text = String(reason.get(row) ?? '').trim();
    const key = pairKey({
      tenant: tenant && String(tenant.get(row)),
      user: String(user.get(row)),
      res: String(res.get(row)),
    });
    if (text !== '' && !reasons.has(key)) reasons.set(key, text);
  }
  return reasons;
}

/** A reason for Plotly's hover text: escaped, a line each 60 characters. */
export function reasonText(reason: string): string {
  // Made visible before it is wrapped: that takes odd spaces for breaks.
  const lines = wrapText(visibleText(shortenLabel(reason, LENGTH)), LINE_LENGTH);
  return lines.map((line) => escapeMarkup(line).replaceAll('$', '&#36;')).join('<br>');
}
