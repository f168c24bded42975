import type { Table, Vector } from 'apache-arrow';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import type { JudgedAccesses } from '../judgedAccesses.js';
import { bandOf } from '../severity.js';
import { noteJudgement } from '../verdicts/noteJudgement.js';
import type { Verdict } from '../verdicts/Verdict.js';
import type { JudgedAccount } from './judgeAccounts.js';
import type { ToldAccount } from './tellingAccesses.js';

/** An account that raised an alert, and everything that is said about it. */
export interface AccountAlert extends JudgedAccount {
  severity: number;
  told: ToldAccount;
  reason: string;
  first: number | null;
  last: number | null;
  labels: readonly string[];
  verdict: Verdict['verdict'] | null;
  since: number;
  mornings: number;
  risk: number;
  peers: readonly string[];
}

/** The table of alerts, with a row for each account; see `triage`. */
export function accountTable(alerts: readonly AccountAlert[], { judgement, scores }: JudgedAccesses): Table {
  const text = (of: (alert: AccountAlert) => string | null) => makeColumn.string(alerts.map(of));
  const number = (of: (alert: AccountAlert) => number | null) => makeColumn.float64(alerts.map(of));
  const whole = (of: (alert: AccountAlert) => number) => makeColumn.int32(alerts.map(of));
  const time = (of: (alert: AccountAlert) => number | null) => makeColumn.moments(alerts.map(of));
  const columns: [string, Vector][] = [
    ['tenant', text(({ tenant }) => tenant)],
    ['user', text(({ user }) => user)],
    ['kind', text(({ kind }) => kind)],
    ['intruder', text(({ intruder }) => intruder)],
    ['evidence', number(({ evidence }) => evidence)],
    ['evidence_in_all', number(({ inAll }) => inAll)],
    ['p_value', number(({ p }) => p)],
    ['every_days', number(({ everyDays }) => everyDays)],
    ['severity', whole(({ severity }) => severity)],
    ['band', text(({ severity }) => bandOf(severity))],
    ['accesses', whole(({ accesses }) => accesses.length)],
    ['first_time', whole(({ unseen }) => unseen)],
    ['usual', number(({ oddness }) => oddness?.expected ?? null)],
    ['reason', text(({ reason }) => reason)],
    ['first', time(({ first }) => first)],
    ['last', time(({ last }) => last)],
    ['labels', text(({ labels }) => (labels.length > 0 ? labels.join(', ') : null))],
    ['verdict', text(({ verdict }) => verdict)],
    ['since', time(({ since }) => since)],
    ['mornings', whole(({ mornings }) => mornings)],
    ['new_accesses', whole(({ novel }) => novel)],
    ['risk', number(({ risk }) => risk)],
    ['peers', text(({ peers }) => (peers.length > 0 ? JSON.stringify(peers) : null))],
    ['telling', text(({ told }) => JSON.stringify(told.accesses))],
  ];
  const table = tableFromVectors(columns);
  noteJudgement(table, judgement, scores.rows.evidence);
  return table;
}
