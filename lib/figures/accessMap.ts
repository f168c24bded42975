import type { Table } from 'apache-arrow';
import { asAccesses } from '../alerts/accounts/tellingOf.js';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { chooseShown } from './map/chooseShown.js';
import { mapGroups } from './map/groups.js';
import { mapLayout } from './map/layout.js';
import { orderShown } from './map/orderShown.js';
import { readMap } from './map/readMap.js';
import { type MapTrace, mapTrace } from './map/trace.js';
import type { Figure, TitleOption } from './plotly/figure.js';
import { accountPick, resourcePick, withPicks } from './plotly/picks.js';
import type { AccessColumns } from './sankey/sankeyAccesses.js';

export interface AccessMapOptions extends AccessColumns, TitleOption {
  /** The model whose groups order the map, and whose peers are shown. Default: those of the accesses. */
  model?: AccessEvidenceModel;
  /** The greatest number of rows. Default: 60. */
  maxUsers?: number;
  /** The greatest number of columns. Default: 120. */
  maxResources?: number;
}

/**
 * The map of who accesses what: rows are users, columns are resources, accesses are grey cells and alerts red
 * ones. Rows and columns are sorted by learned groups, so that departments show as blocks, and an alert as a
 * red cell far from its user's block. See lib/figures/README.md.
 *
 * Only a part of a large table is shown (see `chooseShown`), and the figure says how much. If there are no
 * rows, it says that there is nothing to show.
 *
 * @param accesses the columns user, res and, if present, tenant and likelihood (how often), under the names
 *   that the options or else the model give; several rows of one access are added up. The groups are
 *   clearest with the accesses that the model was fitted on, or with `historyOf`
 * @param alerts a table of `triage`, or the columns user, res and, if the accesses have several tenants,
 *   tenant; the most important first. `reason` is shown under the pointer. Alerts need not be among the
 *   accesses; `toTable([])` is a table of no alerts
 * @throws TypeError if one of the two is not an Arrow table; RangeError naming an option that isn't known, or
 *   a missing column
 * @throws RangeError naming an option that can't be used
 * @throws RangeError if a name is null, or a count is not a positive finite number
 *
 * @example
 * show(accessMap(accesses, alerts, { model, maxUsers: 40 }));
 */
export function accessMap(accesses: Table, alerts: Table, options: AccessMapOptions = {}): Figure<MapTrace> {
  checkNames('accessMap options', options, [
    'model',
    'maxUsers',
    'maxResources',
    'title',
    'userCol',
    'resCol',
    'tenantCol',
    'countCol',
  ]);
  const { model, maxUsers = 60, maxResources = 120, title = 'Who accesses what', ...columns } = options;
  expectInteger('maxUsers', maxUsers, 1);
  expectInteger('maxResources', maxResources, 1);
  const state = model === undefined ? null : evidenceStateOf(model, 'model');
  const data = readMap(accesses, asAccesses(alerts), columns, state?.params ?? null);
  const groups = mapGroups(data, state, maxUsers);
  const shown = orderShown(data, groups, chooseShown(data, groups, { maxUsers, maxResources }));
  const trace = mapTrace(data, shown);
  const layout = withPicks(mapLayout(data, shown, title), {
    rows: shown.users.map((user) => [accountPick(data.users[user].name, data.users[user].tenant)]),
    columns: shown.resources.map((res) => [
      resourcePick(data.resources[res].name, data.resources[res].tenant),
    ]),
  });
  return { data: [trace], layout };
}
