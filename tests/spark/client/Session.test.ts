import { inspect } from 'node:util';
import { expect, it, vi } from 'vitest';
import { readConnection } from '../../../lib/spark/client/connectionString.js';
import { Session } from '../../../lib/spark/client/Session.js';
import { Spark } from '../../../lib/spark/Spark.js';

// A process of its own, which nothing here needs.
vi.mock('../../../lib/spark/client/guard.js', () => ({ guardSession: () => () => {} }));

it('shows neither a token nor headers to who prints a connection or a table', () => {
  const session = new Session(readConnection('sc://localhost:1/;token=secret;x-key=hidden', {}));
  const spark = new Spark(session, '4.1.4');
  for (const value of [spark, spark.sql('SELECT 1'), session]) {
    for (const text of [inspect(value, { depth: null, showHidden: true }), JSON.stringify(value)]) {
      expect(text).not.toMatch(/secret|hidden/);
    }
  }
  expect(session.connection).toEqual({ address: 'localhost:1', userId: 'access-anomaly' });
  session.channel.close();
});
