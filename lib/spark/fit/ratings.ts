import type { LikelihoodRange } from '../../anomaly/model/ModelState.js';
import type { RemoteFit } from '../../anomaly/model/RemoteTable.js';
import type { ResolvedParams } from '../../anomaly/params.js';
import { missingColumn } from '../../tables/findColumn.js';
import { quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import type { Workbench } from './Workbench.js';

const NAMES = /^(string|varchar.*|char.*|boolean|tinyint|smallint|int|bigint|float|double|decimal.*)$/;
const NUMBERS = /^(tinyint|smallint|int|bigint|float|double|decimal.*)$/;

/**
 * The accesses of a table: tenant, user and res as text, each once, with its likelihoods added up.
 *
 * @throws RangeError or TypeError naming a column that isn't there, or can't be used, or in how many rows
 */
export async function accessesOn(
  bench: Workbench,
  table: SparkTable,
  { params, likelihoodIsOptional }: RemoteFit,
): Promise<SparkTable> {
  const fields = new Map((await table.schema()).map(({ name, type }) => [name, type]));
  const typeOf = (name: string) => {
    const type = fields.get(name);
    if (type !== undefined) return type;
    throw missingColumn(name, [...fields.keys()]);
  };
  const columns = [params.tenantCol, params.userCol, params.resCol];
  for (const name of columns) {
    if (NAMES.test(typeOf(name))) continue;
    throw new TypeError(
      `Expected column ${name} to hold names (text, numbers or booleans), got ${typeOf(name)}`,
    );
  }
  const { likelihoodCol } = params;
  const isCounted = likelihoodCol !== null && !(likelihoodIsOptional && !fields.has(likelihoodCol));
  if (isCounted && !NUMBERS.test(typeOf(likelihoodCol))) {
    throw new TypeError(`Expected column ${likelihoodCol} to be numeric, got ${typeOf(likelihoodCol)}`);
  }
  const likelihood = isCounted ? `CAST(${quoted(likelihoodCol)} AS DOUBLE)` : 'CAST(1 AS DOUBLE)';
  const [tenant, user, res] = columns.map((name) => `CAST(${quoted(name)} AS STRING)`);
  const rows = bench.query(
    `SELECT ${tenant} AS tenant, ${user} AS user, ${res} AS res, ${likelihood} AS likelihood FROM given`,
    { given: table },
  );
  await checkRows(bench, rows, [...columns, likelihoodCol ?? '']);
  return bench.query(
    'SELECT tenant, user, res, sum(likelihood) AS likelihood FROM rows GROUP BY tenant, user, res',
    { rows },
  );
}

async function checkRows(
  bench: Workbench,
  rows: SparkTable,
  [tenantCol, userCol, resCol, likelihoodCol]: string[],
): Promise<void> {
  const missing = (name: string) => `count_if(${name} IS NULL OR ${name} = '' OR ${name} = 'NaN') AS ${name}`;
  const [counts] = await bench.rows(
    bench.query(
      `SELECT count(*) AS rows, ${missing('tenant')}, ${missing('user')}, ${missing('res')},
        count_if(likelihood IS NULL OR isnan(likelihood) OR abs(likelihood) > 3.4e38) AS likelihood
      FROM given`,
      { given: rows },
    ),
  );
  if (Number(counts.rows) === 0) throw new RangeError('Expected a table with at least one row, got 0 rows');
  for (const [key, name] of [
    ['tenant', tenantCol],
    ['user', userCol],
    ['res', resCol],
  ]) {
    if (Number(counts[key]) > 0) {
      throw new RangeError(
        `Expected column ${name} to hold a name in every row, got none in ${counts[key]} rows`,
      );
    }
  }
  if (Number(counts.likelihood) > 0) {
    throw new RangeError(
      `Expected column ${likelihoodCol} to hold finite 32-bit numbers, got others in ${counts.likelihood} rows`,
    );
  }
}

/** Of each tenant the smallest and the largest likelihood, and how many accesses there are. */
export async function tenantsOf(bench: Workbench, accesses: SparkTable) {
  const rows = (
    await bench.rows(
      bench.query(
        'SELECT tenant, min(likelihood) AS min, max(likelihood) AS max, count(*) AS n FROM accesses GROUP BY tenant',
        { accesses },
      ),
    )
  ).toArray();
  return {
    ranges: new Map<string, LikelihoodRange>(rows.map(({ tenant, min, max }) => [tenant, { min, max }])),
    sizes: new Map<string, number>(rows.map(({ tenant, n }) => [tenant, Number(n)])),
  };
}

/** The ratings: ids of users and resources, and the likelihoods, scaled tenant by tenant. */
export function ratingsOn(
  bench: Workbench,
  { accesses, users, resources }: Record<'accesses' | 'users' | 'resources', SparkTable>,
  { lowValue, highValue }: ResolvedParams,
): SparkTable {
  const isScaled = lowValue !== null && highValue !== null;
  const scaled = `CASE WHEN min = max THEN (${lowValue}D + ${highValue}D) / 2
    ELSE ${highValue}D - (${highValue}D - ${lowValue}D) * ((max - likelihood) / (max - min)) END`;
  return bench.query(
    `SELECT u.id AS user, r.id AS res, a.tenant AS tenant, CAST(${isScaled ? scaled : 'likelihood'} AS FLOAT) AS rating
    FROM accesses a
      JOIN users u ON a.tenant = u.tenant AND a.user = u.name
      JOIN resources r ON a.tenant = r.tenant AND a.res = r.name
      JOIN (SELECT tenant, min(likelihood) AS min, max(likelihood) AS max FROM accesses GROUP BY tenant) t ON a.tenant = t.tenant`,
    { accesses, users, resources },
  );
}
