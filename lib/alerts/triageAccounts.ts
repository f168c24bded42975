import type { Table } from 'apache-arrow';
import { timesOf } from '../accesses/sums.js';
import { gather } from '../base/numbers/gather.js';
import { lookBack } from '../evidence/explain/lookBack.js';
import { accountSeverity } from './accounts/accountSeverity.js';
import { type AccountAlert, accountTable } from './accounts/accountTable.js';
import { accountVerdicts } from './accounts/accountVerdicts.js';
import { incidentsOf, remembered } from './accounts/incidents.js';
import { type JudgedAccount, judgedAccounts } from './accounts/judgeAccounts.js';
import { peersOfAccounts } from './accounts/peersOfAccount.js';
import { storyOf } from './accounts/storyOf.js';
import { morningOf, plausibleTime, type TableDays } from './accounts/tableTime.js';
import { tellAccounts } from './accounts/tellingAccesses.js';
import { takenForNormal, waitingAccesses } from './accounts/waiting.js';
import { type Watched, watchedBy } from './accounts/watchlist.js';
import type { AlertLimit } from './alertLimit.js';
import type { JudgedAccesses } from './judgedAccesses.js';
import { rarityScale, type SeverityDays } from './severity.js';

interface AccountTriage {
  choose: AlertLimit['ofAccounts'];
  leastSeverity: number;
  /** How many days the accesses cover. */
  days: number;
  time: TableDays;
  severityDays: SeverityDays;
  watchlist: readonly Watched[];
  incidents: Table | null;
  heldBack: Table | null;
  now: Date;
  timeZone?: string;
}

/** Alerts by account: a row for each account that raises one, the most severe first; see `triage`. */
export function triageAccounts(judged: JudgedAccesses, options: AccountTriage): Table {
  const { state, accesses, scores } = judged;
  const isWaiting = waitingAccesses(options.heldBack, judged);
  const { time } = options;
  const { accounts, references } = judgedAccounts(judged, {
    ...{ time, isWaiting },
    normal: takenForNormal(options.heldBack, options.incidents, state.params),
  });
  const watched = watchedBy(options.watchlist);
  const verdictOf = accountVerdicts(judged);
  const scale = rarityScale(options.severityDays);
  const named = accounts.map((account) => {
    const { tenant, user } = account;
    const said = {
      labels: watched.user(tenant, user),
      newLabels: options.watchlist.length === 0 ? [] : labelsOfNew(account),
      verdict: verdictOf(account),
    };
    const labels = [...new Set([...said.labels, ...said.newLabels])];
    return { ...account, labels, verdict: said.verdict, severity: accountSeverity(account, scale, said) };
  });
  function labelsOfNew({ accesses: own, waiting }: JudgedAccount): string[] {
    return [...own.subarray(0, own.length - waiting)].flatMap((access) => {
      if (scores.cells.likelihood[access] > 0) return [];
      const { tenant, res } = accesses.namesIn(accesses.distinct.firstRow[access]);
      return watched.res(tenant, res);
    });
  }
  const before = incidentsOf(options.incidents);
  // An incident that nobody has judged is listed again when it goes on, even with little.
  const isAgain = ({ tenant, user, waiting, novel }: JudgedAccount) =>
    waiting + novel > 0 && before(tenant, user) !== null;
  // New accounts are listed, too: once, on their first day.
  const isNew = ({ oddness, waiting }: JudgedAccount) => oddness?.daysBefore === 0 && waiting === 0;
  const riskOf = ({ tenant, user }: JudgedAccount) => before(tenant, user)?.risk ?? 0;
  const open = named.filter(
    (account) =>
      account.severity >= options.leastSeverity ||
      (options.leastSeverity <= 1 && isNew(account)) ||
      (isAgain(account) && (options.leastSeverity <= 1 || riskOf(account) >= options.leastSeverity)),
  );
  const isRare = accounts.some(({ everyDays }) => everyDays !== null);
  const chosen = options.choose(
    isRare ? open.sort((a, b) => b.severity - a.severity || riskOf(b) - riskOf(a)) : open,
    options.days,
  );
  const told = tellAccounts(judged, chosen, watched);
  // Without times, use the day, so that the same morning twice is the same incident.
  const day = morningOf(time, options.now);
  const placeOf = new Int32Array(accesses.users.size).fill(-1);
  for (const [n, { code }] of chosen.entries()) placeOf[code] = n;
  const placeOfRow = gather(placeOf, accesses.users.codes);
  const all = timesOf(accesses.table, placeOfRow, chosen.length);
  // If an account has other times, those of a wrong clock are ignored.
  const placeOfNear = placeOfRow.map((place, row) => (time.isFar[row] === 1 ? -1 : place));
  const here = time.isFar.includes(1) ? timesOf(accesses.table, placeOfNear, chosen.length) : all;
  const times = {
    first: here.first.map((at, n) => at ?? all.first[n]),
    last: here.last.map((at, n) => at ?? all.last[n]),
  };
  const since = lookBack(state);
  const { peersOf } = peersOfAccounts(state);
  const { users, resources } = state.counts;
  const alerts = chosen.map((account, n): AccountAlert => {
    const { tenant, user, labels } = account;
    const t = users.findTenant(tenant);
    const reference = t < 0 ? null : (references?.tenants[t] ?? null);
    const known =
      reference === null ? null : account.kind === 'newcomer' ? reference.newcomers : reference.known;
    const own = Array.from(account.accesses, (access) => scores.cells.res[access]).filter((res) => res >= 0);
    const id = users.find(tenant, user);
    const { peers, shared } = peersOf(id, own, account.kind !== 'newcomer');
    const names = peers.map((peer) => users.names[peer]);
    const [from, to] = [times.first[n], times.last[n]];
    const [begin, end] = [from ?? day, to ?? day].map((at) => plausibleTime(at, time, options.now));
    const memory = remembered(before(tenant, user), account, begin, end);
    return {
      ...account,
      ...{ told: told[n], first: from, last: to, peers: names, ...memory },
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
        before: memory.mornings > 1 ? { ...memory, newAccesses: account.novel } : null,
      }),
    };
  });
  return accountTable(alerts, judged);
}
