import type { Table } from 'apache-arrow';
import type { AccessReport } from '../../../logs/AccessReport.js';
import type { Doubt } from './Doubt.js';
import { percent } from './percent.js';

/** More than this share of unreadable rows is too much. */
const MUCH_UNREADABLE = 0.05;

/** Whether the log could be read. */
export function aboutLog(report: AccessReport | undefined): Doubt[] {
  if (report === undefined || report.unreadable <= MUCH_UNREADABLE * report.rows) return [];
  return [
    {
      doubt: `${percent(report.unreadable / report.rows)} of the log's rows could not be read.`,
      advice: 'Look at the samples of them: a wrong column or time format is the usual cause.',
    },
  ];
}

/** What `triage` found in the verdicts, which it notes beside the alerts. */
export function aboutVerdicts(alerts: Table | undefined): Doubt[] {
  const noted = alerts?.schema.metadata.get('doubts');
  return noted === undefined ? [] : JSON.parse(noted);
}
