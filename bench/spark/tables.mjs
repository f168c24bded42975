// @ts-check

/**
 * Writes accesses on the server: `accesses` with names, and the same as `ids`: numbered, each once, with its
 * rating.
 *
 * @param {import('access-anomaly/spark').Spark} spark
 * @param {string} folder
 * @param {{ rows: number, users: number, resources: number }} size some rows are drawn twice
 */
export async function makeTables(spark, folder, { rows, users, resources }) {
  // The busy ones are busier: squares of evenly spread numbers.
  const drawn = spark.sql(
    `SELECT CAST(users * power((pmod(hash(id, 1), 1000003)) / 1000003D, 2) AS INT) AS user,
      CAST(resources * power((pmod(hash(id, 2), 1000003)) / 1000003D, 2) AS INT) AS res
    FROM (SELECT id, :users AS users, :resources AS resources FROM range(:rows))`,
    { rows, users, resources },
  );
  const accesses = spark.sql(
    `SELECT 'company' AS tenant, concat('user', user, '@example.com') AS user, concat('//server/share/', res) AS res FROM drawn`,
    { drawn },
  );
  await accesses.write.parquet(`${folder}/accesses`);
  const ids = spark.sql(
    'SELECT user, res, CAST(7.5 AS FLOAT) AS rating FROM (SELECT DISTINCT user, res FROM drawn)',
    {
      drawn,
    },
  );
  await ids.write.parquet(`${folder}/ids`);
}
