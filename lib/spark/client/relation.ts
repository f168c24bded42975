import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { type Relation, RelationSchema } from '../proto/relations_pb.js';
import { expressionOf, type SparkScalar } from './literal.js';

type RelationInit = Exclude<MessageInitShape<typeof RelationSchema>, Relation>;

/** A relation from its parts. */
export function relationOf(relType: RelationInit['relType']): Relation {
  return create(RelationSchema, { relType });
}

/** Names that no other relation of this process has: a nested query would take an outer one's away. */
let aliases = 0;

/**
 * A query as a relation. Nothing is pasted into its text: values are parameters, and relations stand beside it, where it names
 * them as common table expressions.
 *
 * @param relations by the names that the query has for them
 */
export function queryRelation(
  query: string,
  relations: Readonly<Record<string, Relation>>,
  values: Readonly<Record<string, SparkScalar>> = {},
): Relation {
  const namedArguments = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, expressionOf(value)]),
  );
  const named = Object.entries(relations).map(([name, input]) => ({
    name,
    input,
    alias: `access_anomaly_${++aliases}`,
  }));
  if (named.length === 0) return relationOf({ case: 'sql', value: { query, namedArguments } });
  const tables = named.map(({ name, alias }) => `${quoted(name)} AS (SELECT * FROM ${alias})`);
  const whole = `WITH ${tables.join(', ')} (\n${query.replace(/[\s;]+$/, '')}\n)`;
  const root = relationOf({ case: 'sql', value: { query: whole, namedArguments } });
  const references = named.map(({ input, alias }) =>
    relationOf({ case: 'subqueryAlias', value: { input, alias } }),
  );
  return relationOf({ case: 'withRelations', value: { root, references } });
}

/** A name as Spark's SQL takes it, whatever stands in it. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
