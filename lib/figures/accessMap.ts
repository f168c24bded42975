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
  /** Whose groups order the map, and whose peers are shown. Without one, those of the accesses themselves. */
  model?: AccessEvidenceModel;
  /** How many rows at most. Default: 60. */
  maxUsers?: number;
  /** How many columns at most. Default: 120. */
  maxResources?: number;
}

/**
 * The map of who accesses what: rows are users, columns are resources, accesses are grey cells and alerts red
 * ones. Rows and columns are sorted by learned groups, so that departments show as blocks, and an alert as a
 * red cell far from its user's block. See lib/figures/README.md.
 *
 * Of a large table only a part is shown (see `chooseShown`), and the figure says how much. Without any rows
 * it says that there is nothing to show.
 *
 * @param accesses the columns user and res, and where there are such tenant and likelihood (how often), or as
 *   the options, else the model, name them; several rows of one access are added up. To see the groups
 *   clearly: what the model was fitted on, or `historyOf`
 * @param alerts a table of `triage`, or the columns user, res and, where the accesses have several, tenant;
 *   `reason` is shown where one points. The most important first. They need not be among the accesses;
 *   `toTable([])` has none
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
