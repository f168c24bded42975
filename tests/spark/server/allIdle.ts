import { connectSpark } from '../../../lib/spark/connectSpark.js';

/** A query that takes both workers: what still ran would keep it waiting. */
export async function allIdle(url: string): Promise<void> {
  const spark = await connectSpark(url);
  await spark.sql('SELECT sum(id) FROM range(0, 100000, 1, 2)').toTable();
  await spark.close();
}
