import { beforeAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { termsInWords } from '../../../lib/evidence/explain/termsInWords.js';
import { evidenceBars } from '../../../lib/figures/evidenceBars.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { isoDay, TODAY } from '../logTables.js';

/** Twelve accounts of two countries, on working days at office hours; one works at night. */
const START = TODAY - 42;
const rows = Array.from({ length: 42 }, (_, n) => START + n)
  .filter((day) => ![0, 6].includes((day + 4) % 7))
  .flatMap((day) =>
    Array.from({ length: 12 }, (_, n) => ({
      tenant: 't',
      user: `u${n}`,
      res: `r${(n % 2) * 4 + ((day + n) % 3)}`,
      day: isoDay(day),
      hour: n === 11 ? 2 : 9 + ((day + n) % 6),
      country: n % 2 === 0 ? 'DE' : 'PL',
    })),
  );
/** A Sunday. */
const SUNDAY = isoDay(TODAY + 3);
const today = toTable([
  { tenant: 't', user: 'u2', res: 'r0', day: SUNDAY, hour: 3, country: 'KP' },
  { tenant: 't', user: 'u2', res: 'r0', day: isoDay(TODAY), hour: 10, country: 'DE' },
  { tenant: 't', user: 'u4', res: 'r1', day: isoDay(TODAY), hour: 11, country: 'PL' },
  { tenant: 't', user: 'nobody', res: 'r1', day: isoDay(TODAY), hour: 11, country: null },
]);

let model: AccessEvidenceModel;
beforeAll(async () => {
  model = await new AccessEvidence({ contextCols: ['country'] }).fit(toTable(rows));
});

/** The log, counted by hand. */
const daysOf = (user: string, isIt: (row: (typeof rows)[number]) => boolean) =>
  new Set(rows.filter((row) => row.user === user && isIt(row)).map(({ day }) => day)).size;

describe('explain, with contexts', () => {
  it('says in counts what is unusual, and what it looks like', () => {
    const [stolen, usual, foreign, newcomer] = model.explain(today).toArray();
    const days = daysOf('u2', () => true);
    expect(stolen.reason).toContain(
      `The country is KP; u2 never had it in ${days} days, 0 of 11 other users had it.`,
    );
    expect(stolen.reason).toContain('At a weekend, 03:00 UTC: u2 was never seen at weekends.');
    expect(stolen.reason).toContain(`u2 was seen at r0 on ${daysOf('u2', ({ res }) => res === 'r0')} days`);
    expect(stolen.reason).toMatch(/It looks most like (misuse of the account|a stolen account)\.$/);
    expect(['misuse', 'stolen account']).toContain(stolen.intruder);
    expect(usual.reason).not.toMatch(/country is|UTC|looks most like/);
    expect(foreign.reason).toContain(
      `The country is PL; u4 never had it in ${days} days, 6 of 11 other users had it.`,
    );
    // Nobody here was ever new: the usual country is usual for a newcomer, too.
    const [visitor] = model.transform(
      toTable([{ tenant: 't', user: 'new', res: 'r1', day: isoDay(TODAY), hour: 10, country: 'DE' }]),
      { parts: true },
    );
    expect(visitor.from_country).toBeLessThan(Math.log(2));
    // A missing value says nothing, and a newcomer has no days.
    expect(newcomer.reason).not.toContain('country');
    expect(newcomer.from_country).toBe(0);
  });

  it('has counts, and the flags of Sentinel, that are those of the log', () => {
    const [stolen, usual, foreign] = model.explain(today).toArray();
    const within = daysOf('u2', ({ hour }) => Math.abs(hour - 10) <= 1);
    expect(usual).toMatchObject({
      ...{ hour_days: within, hour_of_days: daysOf('u2', () => true), country_days: 30, country_users: 5 },
      FirstTimeUserConnectedFromCountry: false,
      CountryUncommonlyConnectedFromInTenant: false,
    });
    expect(stolen).toMatchObject({
      ...{ hour_days: 0, hour_of_days: 0, country_days: 0, country_of_days: 30, country_users: 0 },
      FirstTimeUserConnectedFromCountry: true,
      FirstTimeConnectionFromCountryObservedInTenant: true,
      CountryUncommonlyConnectedFromByUser: true,
      CountryUncommonlyConnectedFromAmongPeers: true,
    });
    expect(foreign).toMatchObject({
      FirstTimeUserConnectedFromCountry: true,
      FirstTimeConnectionFromCountryObservedInTenant: false,
    });
  });

  it('has terms that add up, in words and in bars', () => {
    const explained = model.explain(today);
    for (const row of explained) {
      const terms = explained.schema.names.map(String).filter((name) => name.startsWith('from_'));
      expect(terms).toEqual(expect.arrayContaining(['from_hour', 'from_country', 'from_intruder']));
      expect(terms.reduce((sum, name) => sum + row[name], 0)).toBeCloseTo(row.evidence, 9);
    }
    expect(termsInWords(explained).get(0)!.why).toContain('country ×');
    const { data } = evidenceBars(explained);
    expect(data.map(({ name }) => name)).toEqual([
      ...['account', 'resource', 'fit', 'history', 'hour', 'country', 'kind of intruder'],
    ]);
    expect(data[0].text[0]).toBe('u2 → r0, hour 3, country KP');
  });
});
