import { expect, test } from 'vitest';
import { groupByCodes } from '../../../lib/logs/group/groupByCodes.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

const [wide, narrow] = [2 ** 31, 2 ** 29];

test.each([
  ['one number', [wide, 8, narrow], [wide - 1, 7, narrow - 1], true],
  ['all three, where they have too many bits', [wide, wide, wide], [wide - 1, wide - 1, wide - 1], false],
])('groupByCodes groups by %s', async (_, sizes, [tenant, user, res], isPacked) => {
  const rows = `(SELECT unnest([0, ${tenant}, ${tenant}]) AS tenant, unnest([${user}, 6, 6]) AS "user",
    unnest([1, ${res}, ${res}]) AS res)`;
  const columns = ['tenant', 'user', 'res'].map((name, n) => ({ name, size: sizes[n] }));
  const query = groupByCodes(rows, columns, { n: 'count(*)::DOUBLE', one: '1::DOUBLE' });
  expect(query.includes('key')).toBe(isPacked);
  const result = await withConnection(async (connection) =>
    (await connection.run(`${query} ORDER BY ALL`)).getRows(),
  );
  expect(result).toEqual([
    [0, user, 1, 1, 1],
    [tenant, 6, res, 2, 1],
  ]);
});
