/**
 * Boxes at the beginning of a report, reports on a log that was read, and widgets.
 *
 * @module access-anomaly/notebook
 */

export {
  type IncidentOptions,
  type IncidentsBox,
  incidentsBox,
} from '../notebook/incidents/showIncidents.js';
export { type AlertsBox, type AlertsSummary, alertsBox } from '../notebook/show/alertsBox.js';
export type { MimeBundle } from '../notebook/show/display.js';
export { type DoubtsBox, doubtsBox } from '../notebook/show/doubtsBox.js';
export { readingProgress } from '../notebook/show/readingProgress.js';
export { showLog } from '../notebook/show/showLog.js';
export { type ShowReportOptions, showReport } from '../notebook/show/showReport.js';
export { tableHtml } from '../notebook/tables/tableHtml.js';
export { type Account, Selection, type SelectionOptions, selection } from '../notebook/widget/selection.js';
export { Widget, type WidgetOptions } from '../notebook/widget/Widget.js';
