import type { Table } from 'apache-arrow';
import { Numbering } from '../accesses/Numbering.js';
import { timesOf } from '../accesses/sums.js';
import { DAY_MS } from '../base/checks/span.js';
import { accountReferences } from '../evidence/accounts/accountReference.js';
import { lookBack } from '../evidence/explain/lookBack.js';
import { type AccountAlert, accountTable } from './accounts/accountTable.js';
import { fadedRisk, type Incident, incidentsOf, joinedRisk } from './accounts/incidents.js';
import { type JudgedAccount, judgedAccounts } from './accounts/judgeAccounts.js';
import { peersOfAccounts } from './accounts/peersOfAccount.js';
import { storyOf } from './accounts/storyOf.js';
import { tellAccounts, toldAccesses } from './accounts/tellingAccesses.js';
import { type Watched, watchedBy } from './accounts/watchlist.js';
import type { AlertLimit } from './alertLimit.js';
import type { JudgedAccesses } from './judgedAccesses.js';
import { rarityScale, SEVERITY_BANDS, type SeverityDays, severityOf } from './severity.js';
import type { Verdict } from './verdicts.js';

interface AccountTriage {
  choose: AlertLimit['ofAccounts'];
  leastSeverity: number;
  days: number | undefined;
  severityDays: SeverityDays;
  watchlist: readonly Watched[];
  incidents: Table | null;
  heldBack: Table | null;
  now: Date;
  timeZone?: string;
}

/** What a label adds at most: one band. */
const LABEL = 25;
const [HIGH] = SEVERITY_BANDS.filter(({ name }) => name === 'High').map(({ from }) => from);

/** Alerts by account: a row for each account that raises one, the most severe first; see `triage`. */
export function triageAccounts(table: Table, judged: JudgedAccesses, options: AccountTriage): Table {
  const { state, accesses, scores, judgement } = judged;
  const { accounts, time } = judgedAccounts(judged, table, options.days);
  const watched = watchedBy(options.watchlist);
  const verdictOf = accountVerdicts(judged);
  const scale = rarityScale(options.severityDays);
  const named = accounts.map((account) => {
    const labels = [...new Set([...watched.user(account.tenant, account.user), ...touched(account)])];
    const verdict = verdictOf(account);
    return { ...account, labels, verdict, severity: severityOfAccount(account, scale, labels, verdict) };
  });
  function touched(account: JudgedAccount): string[] {
    if (options.watchlist.length === 0) return [];
    return [...toldAccesses(judged, account)].flatMap((access) => {
      const { tenant, res } = accesses.namesIn(accesses.distinct.firstRow[access]);
      return watched.res(tenant, res);
    });
  }
  const open = named.filter(({ severity }) => severity >= options.leastSeverity);
  const chosen = options.choose(open.sort((a, b) => b.severity - a.severity));
  const told = tellAccounts(judged, chosen, watched);
  const { first, last } = timesOf(accesses.table, accesses.users.codes, accesses.users.size);
  const references = state.time === null ? null : accountReferences(state, state.time, time);
  const places = new Map(state.counts.users.tenants.map((tenant, t) => [tenant, t]));
  const since = lookBack(state);
  const peersOf = peersOfAccounts(state);
  const { users, resources } = state.counts;
  const before = incidentsOf(options.incidents);
  const isHeldBack = heldBackAccesses(options.heldBack, judged);
  const alerts = chosen.map((account, n): AccountAlert => {
    const { tenant, user, code, severity, labels } = account;
    const t = places.get(tenant) ?? -1;
    const reference = t < 0 ? null : (references?.tenants[t] ?? null);
    const known =
      reference === null ? null : account.kind === 'newcomer' ? reference.newcomers : reference.known;
    const own = Array.from(account.accesses, (access) => scores.cells.res[access]).filter((res) => res >= 0);
    const id = users.find(tenant, user);
    const { peers, shared } = peersOf(id, own, account.kind !== 'newcomer');
    const names = peers.map((peer) => users.names[peer]);
    const newAccesses = account.accesses.filter(
      (access) => scores.cells.likelihood[access] === 0 && !isHeldBack(access),
    ).length;
    const [from, to] = [first[code], last[code]];
    const memory = remembered(before(tenant, user), severity, from, to ?? options.now.getTime());
    return {
      ...account,
      ...{ told: told[n], first: from, last: to, peers: names, newAccesses, ...memory },
      reason: storyOf({
        ...account,
        ...{ told: told[n], first: from, last: to, peers: names, labels },
        accesses: account.accesses.length,
        reference:
          reference === null || known === null
            ? null
            : { accounts: known.above.length, days: reference.days, horizon: time.days },
        since: t < 0 ? '' : since(t),
        shared: shared && { res: resources.names[shared.res], users: shared.users, of: peers.length },
        timeZone: options.timeZone,
        before: memory.mornings > 1 ? { ...memory, newAccesses } : null,
      }),
    };
  });
  return accountTable(alerts, judgement);
}

/** How severe an account is, what somebody has said matters included. */
function severityOfAccount(
  { everyDays, withoutCommon, evidence, kind }: JudgedAccount,
  scale: (everyDays: number) => number,
  labels: readonly string[],
  verdict: Verdict['verdict'] | null,
): number {
  let severity = everyDays === null ? severityOf(evidence) : scale(everyDays);
  // What half of all use is never what makes a newcomer High.
  if (kind === 'newcomer' && severity >= HIGH && scale(withoutCommon ?? 0) < HIGH) severity = HIGH - 1;
  if (labels.length > 0) severity = Math.min(100, severity + Math.min(LABEL, severity));
  return verdict === 'malicious' ? Math.max(HIGH, severity) : severity;
}

/** What was decided of an account: malicious where any of its accesses is, else what holds for all. */
function accountVerdicts({
  accesses,
  scores,
  judgement,
}: JudgedAccesses): (account: JudgedAccount) => Verdict['verdict'] | null {
  if (judgement.numRules === 0) return () => null;
  const { cellOf } = scores.rows;
  const found = new Map<number, Set<Verdict['verdict'] | null>>();
  judgement.verdicts.forEach((rule, row) => {
    if (rule?.verdict === 'expected') return;
    const code = accesses.users.codes[accesses.distinct.firstRow[cellOf[row]]];
    const own = found.get(code) ?? new Set();
    found.set(code, own.add(rule?.verdict ?? null));
  });
  return ({ code }) => {
    const own = found.get(code) ?? new Set();
    if (own.has('malicious')) return 'malicious';
    return own.size === 1 && own.has('benign') ? 'benign' : null;
  };
}

/** Whether an access of the table waits for a verdict already. */
function heldBackAccesses(
  heldBack: Table | null,
  { accesses, state: { params } }: JudgedAccesses,
): (access: number) => boolean {
  if (heldBack === null || heldBack.numRows === 0) return () => false;
  const numbers = new Numbering();
  const columns = [params.tenantCol, params.userCol, params.resCol].map((name) => heldBack.getChild(name));
  for (let row = 0; row < heldBack.numRows; row++) {
    numbers.add(...columns.map((column) => String(column?.get(row) ?? '')));
  }
  return (access) => {
    const { tenant, user, res } = accesses.namesIn(accesses.distinct.firstRow[access]);
    return numbers.find(tenant, user, res) >= 0;
  };
}

/** An account and what is remembered of it: the same morning again is no further morning. */
function remembered(
  incident: Incident | null,
  severity: number,
  first: number | null,
  last: number,
): Pick<AccountAlert, 'since' | 'mornings' | 'risk'> {
  const risk = incident === null ? 0 : fadedRisk(incident.risk, last - incident.last);
  if (incident === null || risk === 0) return { since: first ?? last, mornings: 1, risk: severity };
  const isLater = Math.floor(last / DAY_MS) > Math.floor(incident.last / DAY_MS);
  return {
    since: incident.since,
    mornings: incident.mornings + (isLater ? 1 : 0),
    risk: isLater ? joinedRisk(risk, severity) : Math.max(incident.risk, severity),
  };
}
