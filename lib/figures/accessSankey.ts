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
 * The diagram of who accessed what: users are on the left, resources on the right, and a link is as wide as
 * the number of accesses. Anomalous links are red.
 *
 * Rows of the same pair are added up; an anomalous pair is one red link of width 1, however often it is
 * listed, and is drawn even if it is not among `accesses`. If there are no rows, the figure says that there
 * is nothing to show.
 *
 * @param accesses one row for each pair, with the columns user, res and, if present, tenant and count or
 *   likelihood; the count includes anomalous accesses
 * @param anomalies one row for each anomalous pair, with the same columns except the count. A column
 *   `reason`, as in a table of `triage`, is shown when one points at a red link. Of alerts by account, the
 *   telling accesses are taken
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
