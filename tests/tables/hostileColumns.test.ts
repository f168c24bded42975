import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import { sql } from '../../lib/sql/sql.js';
import { toTable } from '../../lib/tables/toTable.js';

/** It would clear a terminal, turn the text around and hide. */
const NAME = '\u001b[2J\u202eu\u200bser';
const SEEN = '\\u001b[2J\\u202eu\\u200bser';
const table = toTable([{ tenant: 't', user: 'u', res: 'r', likelihood: 1 }]);

const query = (text: string) => sql(Object.assign([text], { raw: [text] }));

describe('the name of a column that steers terminals', () => {
  it.each<[string, () => unknown]>([
    ['missing', () => new AccessEvidence({ userCol: NAME }).fit(table)],
    ['named twice', () => new AccessAnomaly({ userCol: NAME, resCol: NAME })],
    [
      'of numbers that are none',
      () =>
        new AccessEvidence({ likelihoodCol: NAME }).fit(
          toTable([{ tenant: 't', user: 'u', res: 'r', [NAME]: 'x' }]),
        ),
    ],
    [
      'of names that are none',
      () =>
        new AccessEvidence({ userCol: NAME }).fit(
          toTable([{ tenant: 't', res: 'r', likelihood: 1, [NAME]: null }]),
        ),
    ],
    [
      'of days that are none',
      () =>
        new AccessEvidence({ dayCol: NAME }).fit(
          toTable([{ tenant: 't', user: 'u', res: 'r', [NAME]: 'soon' }]),
        ),
    ],
    ['of a query', () => query(`SELECT {a: 1} AS "${NAME}"`)],
    ['of a diagram', () => accessSankey(table, table, { countCol: NAME })],
  ])('is visible in the error: %s', async (_, act) => {
    const error: Error = await Promise.resolve()
      .then(act)
      .then(() => expect.fail('no error'))
      .catch((thrown: Error) => thrown);
    expect(error.message).toContain(SEEN);
    for (const character of ['\u001b', '\u202e', '\u200b']) expect(error.message).not.toContain(character);
  });
});
