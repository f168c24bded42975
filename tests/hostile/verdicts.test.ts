import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWatchlist } from '../../lib/alerts/accounts/watchlist.js';
import { readVerdicts } from '../../lib/alerts/verdicts/readVerdicts.js';
import { withVerdicts } from '../../lib/alerts/verdicts/withVerdicts.js';
import { nameCell, nameOfCell } from '../../lib/base/text/nameCell.js';
import { incidentsHtml } from '../../lib/notebook/incidents/incidentsHtml.js';
import { toCsv } from '../../lib/notebook/page/toCsv.js';
import { writeAlertFile } from '../../lib/sinks/writeAlertFile.js';
import { toTable } from '../../lib/tables/toTable.js';
import { logFolder } from '../logs/logFolder.js';
import { fuzzRuns } from './fuzzRuns.js';
import { hostileName, quoted } from './hostileName.js';

const { folder } = logFolder('verdicts-');

const INCIDENT = {
  ...{ tenant: 't', user: 'u', band: 'High', severity: 80, kind: 'known account', everyDays: 100 },
  ...{
    accesses: 1,
    firstTime: 1,
    mornings: 1,
    since: null,
    risk: 80,
    labels: null,
    verdict: null,
    reason: '',
  },
  days: { first: '2026-11-01', last: '2026-11-03' },
  told: [],
  failures: null,
};

/** Text copied from a page. */
function textOf(html: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replaceAll('<wbr>', '').replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]);
}

interface Access {
  tenant: string;
  user: string;
  res: string;
}

/** Tables refuse a mark at the beginning. */
const tableName = hostileName.filter((name) => !name.startsWith('\ufeff'));
const names = fc.uniqueArray(tableName, { minLength: 2, maxLength: 3 });
/** Some accesses of everybody to everything. */
const accesses = fc
  .tuple(names, names, names)
  .map(([tenants, users, resources]) =>
    tenants.flatMap((tenant) => users.flatMap((user) => resources.map((res) => ({ tenant, user, res })))),
  );

type Writer = (rules: readonly (Access & { verdict: string })[], anyRes: boolean) => string | Promise<string>;

/** As the page saves a table of rows that wait, with a verdict written into it. */
const savedByThePage: Writer = (rules, anyRes) => {
  const columns = (['tenant', 'user', 'res', 'verdict'] as const).map((name) => ({
    name,
    text: rules.map((rule) => rule[name]),
    numeric: false,
  }));
  const csv = toCsv(
    columns as unknown as Parameters<typeof toCsv>[0],
    rules.map((_, row) => row),
  );
  return anyRes ? withAnyRes(csv, rules) : csv;
};

/** The third cell of each line is the resource. */
function withAnyRes(csv: string, rules: readonly Access[]): string {
  const cell = (text: string) => (/["\r\n,]/.test(text) ? quoted(text) : text);
  return rules.reduce(
    (text, { res }) => text.replace(`,${cell(nameCell(res))},malicious`, ',*,malicious'),
    csv,
  );
}

const jsonLines: Writer = (rules, anyRes) =>
  rules
    .map(({ tenant, user, res, verdict }) => {
      const cells = { tenant: nameCell(tenant), user: nameCell(user), res: anyRes ? '*' : nameCell(res) };
      return JSON.stringify({ ...cells, verdict });
    })
    .join('\n');

/** As other programs write CSV: all in quotes, and a name as it is, unless it is one of our notations. */
function allInQuotes({ tenant, user, res }: Access): string {
  return `tenant,user,res,verdict\n${lineOf(tenant, user, res, 'malicious')}`;
}
function lineOf(...cells: string[]) {
  return cells.map(quoted).join(',');
}

async function decided(rows: readonly Access[], file: string, text: string): Promise<(string | null)[]> {
  const path = join(folder, file);
  writeFileSync(path, text);
  const table: Table = withVerdicts(
    toTable(rows.map((row) => ({ ...row, likelihood: 1 }))),
    await readVerdicts(path),
  );
  return Array.from({ length: rows.length }, (_, row) => table.getChild('verdict')!.get(row));
}

describe('verdicts on hostile names', () => {
  it.each<[string, Writer]>([
    ['a table that the page saved', savedByThePage],
    ['JSON lines', jsonLines],
  ])('are on exactly what they name, in %s', async (_, writer) => {
    await fc.assert(
      fc.asyncProperty(accesses, fc.nat(), fc.boolean(), async (rows, pick, anyRes) => {
        const judged = rows[pick % rows.length];
        const text = await writer([{ ...judged, verdict: 'malicious' }], anyRes);
        const isMeant = ({ tenant, user, res }: Access) =>
          tenant === judged.tenant && user === judged.user && (anyRes || res === judged.res);
        expect(await decided(rows, 'v.csv', text)).toEqual(
          rows.map((row) => (isMeant(row) ? 'malicious' : null)),
        );
      }),
      { numRuns: fuzzRuns(60) },
    );
  });

  it('written by other programs are on what they name, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(accesses, fc.nat(), async (rows, pick) => {
        const judged = rows[pick % rows.length];
        // Our own notations mean the same, whoever writes them.
        fc.pre([judged.tenant, judged.user, judged.res].every((name) => name !== '*' && !/^["']/.test(name)));
        const text = allInQuotes(judged);
        const found = await decided(rows, 'v.csv', text).catch((error: Error) => error.message);
        const meant = rows.map((row) => (row === judged ? 'malicious' : null));
        if (typeof found !== 'string') expect(found).toEqual(meant);
        else expect(found).toMatch(/^Expected .* in .*v\.csv, (?:got a zero in )?line \d+/s);
      }),
      { numRuns: fuzzRuns(60) },
    );
  });

  it('are the lines that a report prints', async () => {
    await fc.assert(
      fc.asyncProperty(tableName, tableName, async (tenant, user) => {
        const html = incidentsHtml([{ ...INCIDENT, tenant, user }], { isSeveralTenants: true });
        const lines = [...html.matchAll(/<code>(.*?)<\/code>/gs)].map(([, line]) => textOf(line));
        expect(lines).toHaveLength(3);
        const path = join(folder, 'printed.csv');
        for (const line of lines) {
          // A page draws runs of blanks as one.
          expect(line).not.toMatch(/[\t\r\n]| {2}/);
          writeFileSync(path, `tenant,user,res,verdict,context,owner,reason,expires,from,to\n${line}\n`);
          const [rule] = await readVerdicts(path);
          expect([nameOfCell(rule.tenant), nameOfCell(rule.user), rule.res]).toEqual([tenant, user, '*']);
        }
      }),
      { numRuns: fuzzRuns(60) },
    );
  });

  it('come back from a file of alerts', async () => {
    await fc.assert(
      fc.asyncProperty(accesses, async (rows) => {
        const path = join(folder, 'alerts.csv');
        await writeAlertFile(toTable(rows.map((row) => ({ ...row, verdict: 'benign' }))), {
          path,
        } as Parameters<typeof writeAlertFile>[1]);
        const found = await readVerdicts(path);
        expect(found.map(({ tenant, user, res }) => [tenant, user, res].map(nameOfCell))).toEqual(
          rows.map(({ tenant, user, res }) => [tenant, user, res]),
        );
      }),
      { numRuns: fuzzRuns(30) },
    );
  });

  it('are found by a watchlist, too', async () => {
    await fc.assert(
      fc.asyncProperty(tableName, tableName, async (tenant, user) => {
        const path = join(folder, 'watchlist.csv');
        writeFileSync(path, `label,tenant,user\nprivileged,${lineOf(nameCell(tenant), nameCell(user))}\n`);
        expect(await readWatchlist(path)).toMatchObject([{ tenant, user, res: null }]);
      }),
      { numRuns: fuzzRuns(60) },
    );
  });
});
