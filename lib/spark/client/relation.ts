import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Relation, RelationSchema } from '../proto/relations_pb.js';
import type { ExecuteOptions } from './execute.js';
import { expressionOf, type SparkScalar } from './literal.js';

type RelationInit = Exclude<MessageInitShape<typeof RelationSchema>, Relation>;

/** A relation from its parts. */
export function relationOf(relType: RelationInit['relType']): Relation {
  return create(RelationSchema, { relType });
}

/** The Parquet files of a path of the server's. */
export function parquetAt(path: string): Relation {
  return relationOf({
    case: 'read',
    value: { readType: { case: 'dataSource', value: { format: 'parquet', paths: [path] } } },
  });
}

/** Names that no other relation of this process has: a nested query would take an outer one's away. */
let aliases = 0;

/** What a plan is made for: it may take work on the server already, which ends as the run does. */
export interface PlanOptions extends Pick<ExecuteOptions, 'signal' | 'onProgress'> {
  /** Only its columns are asked for, no rows. Default: false. */
  columnsOnly?: boolean;
}

export type MakePlan = (options: PlanOptions) => Promise<Relation>;

/** What a query can stand on: a plan that is made when it is asked for. */
export interface Planned {
  relation: MakePlan;
}

/** One that is made already. */
export function planned(relation: Relation): Planned {
  return { relation: async () => relation };
}

/**
 * A query as a relation. Nothing is pasted into its text: values are parameters, and tables stand beside it, where it names them
 * as common table expressions.
 *
 * @param tables by the names that the query has for them
 * @returns makes the relation when it is asked for; what can't be a parameter is said now
 * @throws TypeError naming the value that can't be a parameter
 */
export function queryOver(
  query: string,
  tables: Readonly<Record<string, Planned>>,
  values: Readonly<Record<string, SparkScalar>> = {},
): MakePlan {
  const namedArguments = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, expressionOf(value)]),
  );
  return async (options) => {
    const named = await Promise.all(
      Object.entries(tables).map(async ([name, table]) => ({
        name,
        input: await table.relation(options),
        alias: `access_anomaly_${++aliases}`,
      })),
    );
    if (named.length === 0) return relationOf({ case: 'sql', value: { query, namedArguments } });
    const expressions = named.map(({ name, alias }) => `${quoted(name)} AS (SELECT * FROM ${alias})`);
    const whole = `WITH ${expressions.join(', ')} (\n${query.replace(/[\s;]+$/, '')}\n)`;
    const root = relationOf({ case: 'sql', value: { query: whole, namedArguments } });
    const references = named.map(({ input, alias }) =>
      relationOf({ case: 'subqueryAlias', value: { input, alias } }),
    );
    return relationOf({ case: 'withRelations', value: { root, references } });
  };
}

/** A name as Spark's SQL takes it, whatever stands in it. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
