import type { Table } from 'apache-arrow';
import { asAccesses } from '../alerts/accounts/tellingOf.js';
import { checkNames } from '../base/checks/checkNames.js';
import type { Figure, TitleOption } from './plotly/figure.js';
import { accountPick, resourcePick, withPicks } from './plotly/picks.js';
import { alertReasons } from './sankey/alertReasons.js';
import { colourAccesses } from './sankey/colourAccesses.js';
import { indexNodes } from './sankey/indexNodes.js';
import {
  type AccessColumns,
  anomalousAccesses,
  columnsOfBoth,
  sankeyAccesses,
} from './sankey/sankeyAccesses.js';
import { sankeyLayout } from './sankey/sankeyLayout.js';
import { type SankeyTrace, sankeyTrace } from './sankey/sankeyTrace.js';
import { subtractAnomalies } from './sankey/subtractAnomalies.js';

export interface AccessSankeyOptions extends AccessColumns, TitleOption {}

/**
 * The diagram of who accessed what: users on the left, resources on the right, a link as wide as the accesses
 * counted, anomalous ones in red.
 *
 * Rows of the same pair are added up; an anomalous pair is one red link of width 1, however often it is
 * listed, and is drawn even when `accesses` does not have it. Without any rows the figure says that there is
 * nothing to show.
 *
 * @param accesses one row a pair, with the columns user, res and, where there are such, tenant and count or
 *   likelihood; an anomalous access is included in the count
 * @param anomalies one row an anomalous pair, with the same columns but for the count; where there is a
 *   column `reason`, as of `triage`, the red links say it where one points. Of alerts by account, the telling
 *   accesses
 * @throws TypeError if one of the two is not an Arrow table
 * @throws RangeError if an option isn't known, a column is missing, a name is null, or a count is not a
 *   positive finite number
 *
 * @example
 * show(accessSankey(accessContext(accesses, alerts), alerts, { title: 'Who accesses what' }));
 */
export function accessSankey(
  accesses: Table,
  anomalies: Table,
  options: AccessSankeyOptions = {},
): Figure<SankeyTrace> {
  checkNames('accessSankey options', options, ['title', 'userCol', 'resCol', 'tenantCol', 'countCol']);
  const { title, countCol, ...named } = options;
  const told = asAccesses(anomalies);
  const columns = columnsOfBoth(accesses, told, named);
  const all = sankeyAccesses(accesses, { ...columns, countCol });
  const anomalous = anomalousAccesses(told, columns);
  const reasonOf = alertReasons(told, columns);
  const index = indexNodes([...all, ...anomalous]);
  const links = [
    ...colourAccesses(subtractAnomalies(all, anomalous), index, 'normal'),
    ...colourAccesses(anomalous, index, 'anomalous', reasonOf),
  ];
  const layout = sankeyLayout(index.nodes, { title });
  const drawn = links.filter(({ kind }) => kind === 'anomalous').length;
  const description = `Diagram of accesses: ${layout.meta.description} ${drawn} anomalous and ${links.length - drawn} other bands.`;
  const nodes = index.nodes.map(({ kind, tenant, name }) => [
    kind === 'user' ? accountPick(name, tenant) : resourcePick(name, tenant),
  ]);
  return {
    data: [sankeyTrace(index.nodes, links)],
    layout: withPicks({ ...layout, meta: { description } }, { nodes }),
  };
}
