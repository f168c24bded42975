import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Relation, RelationSchema } from '../generated/relations_pb.js';
import type { SparkRunOptions } from './execute.js';
import { literalOf, type SparkScalar } from './literal.js';

type RelationInit = Exclude<MessageInitShape<typeof RelationSchema>, Relation>;

/** A relation from its parts. */
export function relationOf(relType: RelationInit['relType']): Relation {
  return create(RelationSchema, { relType });
}

/** The Parquet files at a path of the server. */
export function parquetAt(path: string): Relation {
  return relationOf({
    case: 'read',
    value: { readType: { case: 'dataSource', value: { format: 'parquet', paths: [path] } } },
  });
}

/** It is unique in this process: a nested query mustn't use an alias of an outer one. */
let aliases = 0;

/** What a plan is made for. Making it may take work on the server, which ends with the run. */
export interface PlanOptions extends SparkRunOptions {
  /** Whether only its columns are wanted, no rows. Default: false. */
  columnsOnly?: boolean;
}

export type MakePlan = (options: PlanOptions) => Promise<Relation>;

/** A table of a query, whose plan is made when it is needed. */
export interface Planned {
  relation: MakePlan;
}

/** A plan that is made already. */
export function planned(relation: Relation): Planned {
  return { relation: async () => relation };
}

/**
 * A query as a relation. Nothing is pasted into its text: values are parameters, tables are common table
 * expressions.
 *
 * @param tables by their names in the query
 * @returns a function that makes the relation when it is needed
 */
export function queryOver(
  query: string,
  tables: Readonly<Record<string, Planned>>,
  values: Readonly<Record<string, SparkScalar>> = {},
): MakePlan {
  const namedArguments = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      { exprType: { case: 'literal' as const, value: literalOf(value) } },
    ]),
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

/** A name quoted for Spark's SQL, with any characters. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
