import { describe, expect, it } from 'vitest';
import { readVerdicts } from '../../lib/alerts/verdicts/readVerdicts.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { sql } from '../../lib/sql/sql.js';
import { logFolder } from '../logs/logFolder.js';

/** It rings, turns the text around and goes on in the next line. */
const NAME = 'a\u202eb\u0007\nc';
const SEEN = 'a\\u202eb\\u0007';
const { folder, write } = logFolder('hostile-errors-');
const path = write('log.csv', 'user,res,time\nu,r,2026-01-01\n');
const columns = { user: 'user', res: 'res', time: 'time' };
const query = (text: string) => sql(Object.assign([text], { raw: [text] }));

describe('a name that steers terminals is visible in the error', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a field', () => readAccess(path, { ...columns, user: NAME })],
    ['the time', () => readAccess(path, { ...columns, time: NAME })],
    ['its format', () => readAccess(path, { ...columns, timeFormat: NAME })],
    ['a context', () => readAccess(path, { ...columns, context: [NAME] })],
    ['kinds of accounts', () => readAccess(path, { ...columns, accounts: NAME as never })],
    ['an option', () => readAccess(path, { ...columns, ...{ [NAME]: 1 } } as never)],
    ['a profile', () => readAccess(path, { profile: NAME as never })],
    ['a log that is missing', () => readAccess(`${folder}/${NAME}`, columns)],
    ['a log that is looked at', () => inspectLog(`${folder}/${NAME}`)],
    ['a query that is a log', () => readAccess(`SELECT '${NAME}' AS u FROM nowhere`, columns)],
    ['what a query says', () => query(`SELECT error('${NAME}')`)],
    ['a model', () => AccessEvidenceModel.load(`${folder}/${NAME}`)],
    ['verdicts', () => readVerdicts(`${path}/${NAME}`)],
  ])('%s', async (_, act) => {
    const error: Error = await act().then(
      () => expect.fail('no error'),
      (thrown) => thrown,
    );
    for (const text of [error.message, error.stack ?? '']) {
      expect(text).not.toContain('\u202e');
      expect(text).not.toContain('\u0007');
    }
    expect(error.message).toContain(SEEN);
  });
});
