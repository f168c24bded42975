import { DAY_MS } from '../../base/checks/span.js';
import { isoDay } from '../../base/text/isoDay.js';
import { ANY_CELL, nameCell, nameOfCell } from '../../base/text/nameCell.js';
import type { VERDICT_COLUMNS, Verdict } from './Verdict.js';

/** A verdict as the cells of a file; '' for an empty cell. This is the opposite of `verdictOf`. */
export function verdictCells(verdict: Verdict): Record<(typeof VERDICT_COLUMNS)[number], string> {
  const { tenant, user, res, context, owner, reason, expires, from, to } = verdict;
  const [tenantCell, userCell, resCell] = [tenant, user, res].map((cell) => {
    const name = nameOfCell(cell);
    return name === null ? ANY_CELL : nameCell(name);
  });
  return {
    ...{ tenant: tenantCell, user: userCell, res: resCell, verdict: verdict.verdict },
    context: context ? nameCell(`${context.name}=${context.value}`) : '',
    ...{ owner, reason, expires: momentCell(expires) },
    ...{ from: from ? isoDay(from.getTime()) : '', to: to ? isoDay(to.getTime()) : '' },
  };
}

/** A moment; a day if it is the beginning of one. */
function momentCell(moment: Date | null): string {
  if (moment === null) return '';
  return moment.getTime() % DAY_MS === 0 ? isoDay(moment.getTime()) : moment.toISOString();
}
