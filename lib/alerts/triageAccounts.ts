import type { Table } from 'apache-arrow';
import { timesOf } from '../accesses/sums.js';
import { DAY_MS } from '../base/checks/span.js';
import { lookBack } from '../evidence/explain/lookBack.js';
import { type AccountAlert, accountTable } from './accounts/accountTable.js';
import { fadedRisk, type Incident, incidentsOf, joinedRisk } from './accounts/incidents.js';
import { type JudgedAccount, judgedAccounts } from './accounts/judgeAccounts.js';
import { peersOfAccounts } from './accounts/peersOfAccount.js';
import { storyOf } from './accounts/storyOf.js';
import { tellAccounts, toldAccesses } from './accounts/tellingAccesses.js';
import { takenForNormal, waitingAccesses } from './accounts/waiting.js';
import { type Watched, watchedBy } from './accounts/watchlist.js';
import type { AlertLimit } from './alertLimit.js';
import type { JudgedAccesses } from './judgedAccesses.js';
import { bandAt, rarityScale, type SeverityDays, severityOf } from './severity.js';
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
const HIGH = bandAt('High');

/** Alerts by account: a row for each account that raises one, the most severe first; see `triage`. */
export function triageAccounts(table: Table, judged: JudgedAccesses, options: AccountTriage): Table {
  const { state, accesses, scores, judgement } = judged;
  const isWaiting = waitingAccesses(options.heldBack, judged);
  const { accounts, time, references } = judgedAccounts(judged, table, {
    ...{ days: options.days, isWaiting },
    normal: takenForNormal(options.heldBack, options.incidents, state.params),
  });
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
  const before = incidentsOf(options.incidents);
  // What waits for a verdict, and comes again, is listed again, however little is new.
  const isAgain = ({ tenant, user, waiting }: JudgedAccount) => waiting > 0 && before(tenant, user) !== null;
  // Who was never seen is, too: a newcomer is one row, and learned from then on.
  const isNew = ({ oddness, waiting }: JudgedAccount) => oddness?.daysBefore === 0 && waiting === 0;
  const open = named.filter(
    (account) =>
      account.severity >= options.leastSeverity ||
      (options.leastSeverity <= 1 && (isAgain(account) || isNew(account))),
  );
  const isRare = accounts.some(({ everyDays }) => everyDays !== null);
  const chosen = options.choose(isRare ? open.sort((a, b) => b.severity - a.severity) : open);
  const told = tellAccounts(judged, chosen, watched);
  const { first, last } = timesOf(accesses.table, accesses.users.codes, accesses.users.size);
  const places = new Map(state.counts.users.tenants.map((tenant, t) => [tenant, t]));
  const since = lookBack(state);
  const { peersOf } = peersOfAccounts(state);
  const { users, resources } = state.counts;
  const alerts = chosen.map((account, n): AccountAlert => {
    const { tenant, user, code, labels } = account;
    const t = places.get(tenant) ?? -1;
    const reference = t < 0 ? null : (references?.tenants[t] ?? null);
    const known =
      reference === null ? null : account.kind === 'newcomer' ? reference.newcomers : reference.known;
    const own = Array.from(account.accesses, (access) => scores.cells.res[access]).filter((res) => res >= 0);
    const id = users.find(tenant, user);
    const { peers, shared } = peersOf(id, own, account.kind !== 'newcomer');
    const names = peers.map((peer) => users.names[peer]);
    const newAccesses = account.novel;
    const [from, to] = [first[code], last[code]];
    const memory = remembered(before(tenant, user), account, from, to ?? options.now.getTime());
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
  { everyDays, withoutCommon, freshEvidence, kind }: JudgedAccount,
  scale: (everyDays: number) => number,
  labels: readonly string[],
  verdict: Verdict['verdict'] | null,
): number {
  let severity = everyDays === null ? severityOf(freshEvidence) : scale(everyDays);
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

/** An account and what is remembered of it: the same morning again is no further morning. */
function remembered(
  incident: Incident | null,
  { severity, waiting }: { severity: number; waiting: number },
  first: number | null,
  last: number,
): Pick<AccountAlert, 'since' | 'mornings' | 'risk'> {
  // A risk fades when nothing comes.
  const risk =
    incident === null ? 0 : waiting > 0 ? incident.risk : fadedRisk(incident.risk, last - incident.last);
  if (incident === null || risk === 0) return { since: first ?? last, mornings: 1, risk: severity };
  const isLater = Math.floor(last / DAY_MS) > Math.floor(incident.last / DAY_MS);
  return {
    since: incident.since,
    mornings: incident.mornings + (isLater ? 1 : 0),
    risk: isLater ? joinedRisk(risk, severity) : Math.max(incident.risk, severity),
  };
}
