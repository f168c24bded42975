import { it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { toTable } from '../../lib/tables/toTable.js';
import * as arrow from 'apache-arrow';
import { ASKED, isoDay, logTable } from './logTables.js';
const rows = ASKED.map((row, n) => ({ ...row, day: isoDay(row.day), kind: `k${n}`, evidence: `e${n}`, from_zone: `f${n}`, from_user: 'a' }));
it('probe', async () => {
  for (const contextCols of [['kind'], ['evidence'], ['zone', 'from_zone'], ['from_user'], ['likelihood'], ['intruder'],['tenant'],['']]) {
    try {
      const m = await new AccessEvidence({ contextCols }).fit(toTable(rows));
      const s = m.transform(toTable(rows), { parts: true, kinds: true });
      console.log(contextCols, s.schema.names.join(), String(s.getChild(contextCols[0])?.get(0)), contextCols[1] && String(s.getChild(contextCols[1])?.get(0)));
    } catch (e) { console.log(contextCols, String(e)); }
  }
  for (const params of [{ userCol: 'from_zone', contextCols: ['zone'] }, { userCol: 'from_hour' },  { dayCol: 'evidence' }]) {
    try {
      const m = await new AccessEvidence(params).fit(toTable(rows));
      console.log(params, m.transform(toTable(rows), { parts: true }).schema.names.join());
    } catch (e) { console.log(params, String(e)); }
  }
  // hours of text with nulls
  for (const hour of [['5', null, '7'], [true, null, false], ['5', '6', '7'], [new Date(0), null, new Date(1)], [1.5, 2, 3], [24, 1, 1], [-1,1,1], [5n, null, 3n]]) {
    try {
      const three = rows.slice(0, 3).map((row, n) => ({ ...row, hour: hour[n] }));
      const m = await new AccessEvidence({}).fit(toTable(three));
      console.log(hour, 'ok');
    } catch (e) { console.log(hour, String(e)); }
  }
  // wild days
  for (const day of [[-1e8, 1e8], [-(2**31) + 1, 2**31 - 1], [0, 2 ** 31 - 1]]) {
    try {
      const t = logTable(ASKED.slice(0, 2)).select(['tenant', 'user', 'res']);
      const d = arrow.makeVector({ type: new arrow.DateDay(), data: Int32Array.from(day), length: 2 } as never);
      const table = t.assign(new arrow.Table({ day: d }));
      const m = await new AccessEvidence({}).fit(table);
      console.log(day, 'ok', m.span);
    } catch (e) { console.log(day, String(e)); }
  }
});
