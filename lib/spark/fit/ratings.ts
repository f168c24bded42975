import { counted } from '../../base/text/counted.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { LikelihoodRange } from '../../original/model/ModelState.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { ResolvedParams } from '../../original/params.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { nameText } from '../client/nameText.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import { quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { findField, type SparkField } from '../client/schema.js';
import { broadcast, type NumberedNames } from './numberEntities.js';

const NUMBERS = /^(tinyint|smallint|int|bigint|float|double|decimal.*)$/;

export interface SummedAccesses {
  /** Distinct accesses, kept on the server: tenant, user and res as text, likelihood. */
  accesses: SparkTable;
  /** By tenant. */
  ranges: ReadonlyMap<string, LikelihoodRange>;
  sizes: ReadonlyMap<string, number>;
}

/** Accesses as ratings of numbered users and resources, on the server. */
export interface NumberedRatings<Names extends NumberedNames = NumberedNames> {
  /** Columns user, res (ids), tenant and rating. */
  ratings: SparkTable;
  users: Names;
  resources: Names;
}

/** The accesses of a table, each once, with its likelihoods added up. */
export async function sumAccesses(
  job: RemoteJob,
  given: SparkTable,
  { params, likelihoodIsOptional }: RemoteFit,
): Promise<SummedAccesses> {
  const fields = await given.schema();
  const { tenantCol, userCol, resCol, likelihoodCol } = params;
  const remedy = `; where all are of one tenant, spark.sql("SELECT *, 'default' AS ${tenantCol} FROM logs", { logs }) adds it`;
  const names = {
    tenant: nameText(findField(fields, tenantCol, remedy)),
    user: nameText(findField(fields, userCol)),
    res: nameText(findField(fields, resCol)),
  };
  const likelihood = likelihoodText(fields, likelihoodCol, likelihoodIsOptional);
  const texts = Object.entries(names).map(
    ([name, { text, isMissing }]) => `${text} AS ${name}, ${isMissing} AS no_${name}`,
  );
  // One pass: wrong rows are counted beside the sums.
  const accesses = await job.keep(
    job.query(
      `SELECT tenant, user, res, sum(likelihood) AS likelihood, ${CHECKED.map((name) => `count_if(no_${name}) AS no_${name}`).join(', ')}
      FROM (
        SELECT *, likelihood IS NULL OR isnan(likelihood) OR abs(likelihood) > 3.4e38 AS no_likelihood
        FROM (SELECT ${texts.join(', ')}, ${likelihood} AS likelihood FROM given g)
      )
      GROUP BY tenant, user, res`,
      { given },
    ),
  );
  const columns = { tenant: tenantCol, user: userCol, res: resCol, likelihood: likelihoodCol };
  return { accesses, ...(await tenantsOf(job, accesses, columns)) };
}

/** SQL for the likelihood of a row. */
function likelihoodText(fields: readonly SparkField[], column: string | null, isOptional: boolean): string {
  const isGiven = fields.some(({ name }) => name === column);
  if (column === null || (isOptional && !isGiven)) return 'CAST(1 AS DOUBLE)';
  const { type } = findField(fields, column);
  if (NUMBERS.test(type)) return `CAST(g.${quoted(column)} AS DOUBLE)`;
  throw new TypeError(`Expected column ${visibleText(column)} to be numeric, got ${visibleText(type)}`);
}

/** The parts of a row that can be wrong. */
const CHECKED = ['tenant', 'user', 'res', 'likelihood'] as const;

/** The range of likelihoods and the number of accesses of each tenant, once no row is wrong. */
async function tenantsOf(
  job: RemoteJob,
  accesses: SparkTable,
  columns: Readonly<Record<(typeof CHECKED)[number], string | null>>,
) {
  const table = await job.rows(
    `SELECT tenant, min(likelihood) AS min, max(likelihood) AS max, count(*) AS n,
      ${CHECKED.map((name) => `sum(no_${name}) AS no_${name}`).join(', ')}
    FROM accesses GROUP BY tenant`,
    { accesses },
  );
  const rows = table.toArray();
  if (rows.length === 0) throw new RangeError('Expected a table with at least one row, got 0 rows');
  for (const name of CHECKED) {
    const wrong = rows.reduce((sum, row) => sum + Number(row[`no_${name}`]), 0);
    if (wrong === 0) continue;
    const [expected, got] =
      name === 'likelihood' ? ['finite 32-bit numbers', 'others'] : ['a name in every row', 'none'];
    throw new RangeError(
      `Expected column ${visibleText(String(columns[name]))} to hold ${expected}, got ${got} in ${counted(wrong, 'row')}`,
    );
  }
  return {
    ranges: new Map<string, LikelihoodRange>(rows.map(({ tenant, min, max }) => [tenant, { min, max }])),
    sizes: new Map<string, number>(rows.map(({ tenant, n }) => [tenant, Number(n)])),
  };
}

/** The ratings: ids of users and resources, and the likelihoods, scaled tenant by tenant. */
export async function rateAccesses(
  job: RemoteJob,
  accesses: SparkTable,
  ranges: SummedAccesses['ranges'],
  { users, resources }: Record<'users' | 'resources', NumberedNames>,
  { lowValue, highValue }: ResolvedParams,
): Promise<SparkTable> {
  const isScaled = lowValue !== null && highValue !== null;
  const [low, high] = ['CAST(:low AS DOUBLE)', 'CAST(:high AS DOUBLE)'];
  const scaled = `CASE WHEN min = max THEN (${low} + ${high}) / 2
    ELSE ${high} - (${high} - ${low}) * ((max - likelihood) / (max - min)) END`;
  const rating = isScaled ? scaled : 'likelihood';
  const values = [...ranges.values()];
  const tenants = tableFromVectors([
    ['tenant', makeColumn.string([...ranges.keys()])],
    ['min', makeColumn.float64(values.map(({ min }) => min))],
    ['max', makeColumn.float64(values.map(({ max }) => max))],
  ]);
  return job.query(
    `SELECT ${broadcast({ u: users, r: resources, t: { count: ranges.size } })}
      u.id AS user, r.id AS res, a.tenant AS tenant, CAST(${rating} AS FLOAT) AS rating
    FROM accesses a
      JOIN users u ON a.tenant = u.tenant AND a.user = u.name
      JOIN resources r ON a.tenant = r.tenant AND a.res = r.name
      JOIN tenants t ON a.tenant = t.tenant`,
    {
      accesses,
      users: users.table,
      resources: resources.table,
      tenants: await job.upload(tenants),
    },
    isScaled ? { low: lowValue, high: highValue } : {},
  );
}
