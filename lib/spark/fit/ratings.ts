import type { Table } from 'apache-arrow';
import { counted } from '../../base/text/counted.js';
import type { LikelihoodRange } from '../../original/model/ModelState.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { ResolvedParams } from '../../original/params.js';
import { missingColumn } from '../../tables/findColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { nameText } from '../client/nameText.js';
import { quoted } from '../client/relation.js';
import type { SparkTable } from '../client/SparkTable.js';
import { broadcast, type NumberedNames } from './entitiesOn.js';
import type { Workbench } from './Workbench.js';

const NUMBERS = /^(tinyint|smallint|int|bigint|float|double|decimal.*)$/;

/** Distinct accesses, kept on the server: tenant, user and res as text, likelihood. */
export interface DistinctAccesses {
  accesses: SparkTable;
  /** Of each tenant. */
  ranges: ReadonlyMap<string, LikelihoodRange>;
  sizes: ReadonlyMap<string, number>;
}

/**
 * The accesses of a table, each once, with its likelihoods added up.
 *
 * @throws RangeError or TypeError naming a column that isn't there, or can't be used, or in how many rows
 */
export async function accessesOn(
  bench: Workbench,
  given: SparkTable,
  { params, likelihoodIsOptional }: RemoteFit,
): Promise<DistinctAccesses> {
  const fields = new Map((await given.schema()).map((field) => [field.name, field]));
  const fieldOf = (name: string) => {
    const field = fields.get(name);
    if (field !== undefined) return field;
    const remedy = `; where all are of one tenant, spark.sql("SELECT *, 'default' AS ${name} FROM logs", { logs }) adds it`;
    throw missingColumn(name, [...fields.keys()], name === params.tenantCol ? remedy : '');
  };
  const { tenantCol, userCol, resCol, likelihoodCol } = params;
  const names = {
    tenant: nameText(fieldOf(tenantCol)),
    user: nameText(fieldOf(userCol)),
    res: nameText(fieldOf(resCol)),
  };
  const isCounted = likelihoodCol !== null && !(likelihoodIsOptional && !fields.has(likelihoodCol));
  if (isCounted && !NUMBERS.test(fieldOf(likelihoodCol).type)) {
    throw new TypeError(`Expected column ${likelihoodCol} to be numeric, got ${fieldOf(likelihoodCol).type}`);
  }
  const likelihood = isCounted ? `CAST(g.${quoted(likelihoodCol)} AS DOUBLE)` : 'CAST(1 AS DOUBLE)';
  const texts = Object.entries(names).map(
    ([name, { text, isMissing }]) => `${text} AS ${name}, ${isMissing} AS no_${name}`,
  );
  // One pass: what is wrong with rows is counted beside their sums.
  const accesses = await bench.keep(
    bench.query(
      `SELECT tenant, user, res, sum(likelihood) AS likelihood, ${WRONG.map((name) => `count_if(no_${name}) AS no_${name}`).join(', ')}
      FROM (
        SELECT *, likelihood IS NULL OR isnan(likelihood) OR abs(likelihood) > 3.4e38 AS no_likelihood
        FROM (SELECT ${texts.join(', ')}, ${likelihood} AS likelihood FROM given g)
      )
      GROUP BY tenant, user, res`,
      { given },
    ),
  );
  const columns = { tenant: tenantCol, user: userCol, res: resCol, likelihood: likelihoodCol };
  return { accesses, ...(await tenantsOf(bench, accesses, columns)) };
}

/** What of a row can be wrong. */
const WRONG = ['tenant', 'user', 'res', 'likelihood'] as const;

/** Of each tenant the smallest and the largest likelihood, and how many accesses there are, once no row is wrong. */
async function tenantsOf(
  bench: Workbench,
  accesses: SparkTable,
  columns: Readonly<Record<(typeof WRONG)[number], string | null>>,
) {
  const rows = (
    await bench.rows(
      bench.query(
        `SELECT tenant, min(likelihood) AS min, max(likelihood) AS max, count(*) AS n,
          ${WRONG.map((name) => `sum(no_${name}) AS no_${name}`).join(', ')}
        FROM accesses GROUP BY tenant`,
        { accesses },
      ),
    )
  ).toArray();
  if (rows.length === 0) throw new RangeError('Expected a table with at least one row, got 0 rows');
  for (const name of WRONG) {
    const wrong = rows.reduce((sum, row) => sum + Number(row[`no_${name}`]), 0);
    if (wrong === 0) continue;
    const [expected, got] =
      name === 'likelihood' ? ['finite 32-bit numbers', 'others'] : ['a name in every row', 'none'];
    throw new RangeError(
      `Expected column ${columns[name]} to hold ${expected}, got ${got} in ${counted(wrong, 'row')}`,
    );
  }
  return {
    ranges: new Map<string, LikelihoodRange>(rows.map(({ tenant, min, max }) => [tenant, { min, max }])),
    sizes: new Map<string, number>(rows.map(({ tenant, n }) => [tenant, Number(n)])),
  };
}

/** Accesses whose users and resources are numbered. */
interface Unrated extends Pick<DistinctAccesses, 'accesses' | 'ranges'> {
  users: NumberedNames;
  resources: NumberedNames;
}

/** The ratings: ids of users and resources, and the likelihoods, scaled tenant by tenant. */
export async function ratingsOn(
  bench: Workbench,
  { accesses, ranges, users, resources }: Unrated,
  { lowValue, highValue }: ResolvedParams,
): Promise<SparkTable> {
  const isScaled = lowValue !== null && highValue !== null;
  const [low, high] = ['CAST(:low AS DOUBLE)', 'CAST(:high AS DOUBLE)'];
  const scaled = `CASE WHEN min = max THEN (${low} + ${high}) / 2
    ELSE ${high} - (${high} - ${low}) * ((max - likelihood) / (max - min)) END`;
  return bench.query(
    `SELECT ${broadcast({ u: users, r: resources, t: { count: ranges.size } })} u.id AS user, r.id AS res, a.tenant AS tenant, CAST(${isScaled ? scaled : 'likelihood'} AS FLOAT) AS rating
    FROM accesses a
      JOIN users u ON a.tenant = u.tenant AND a.user = u.name
      JOIN resources r ON a.tenant = r.tenant AND a.res = r.name
      JOIN tenants t ON a.tenant = t.tenant`,
    {
      accesses,
      users: users.table,
      resources: resources.table,
      tenants: await bench.upload(rangeTable(ranges)),
    },
    isScaled ? { low: lowValue, high: highValue } : {},
  );
}

function rangeTable(ranges: DistinctAccesses['ranges']): Table {
  const values = [...ranges.values()];
  return tableFromVectors([
    ['tenant', makeColumn.string([...ranges.keys()])],
    ['min', makeColumn.float64(Float64Array.from(values, ({ min }) => min))],
    ['max', makeColumn.float64(Float64Array.from(values, ({ max }) => max))],
  ]);
}
