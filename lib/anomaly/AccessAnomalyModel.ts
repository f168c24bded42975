import type { Table } from 'apache-arrow';
import { checkTable, encodeColumn } from './columns.js';
import type { Entities } from './entities.js';
import type { History } from './history.js';
import type { ResolvedParams } from './params.js';
import { resolveIds } from './resolveIds.js';
import { type Side, scorePairs } from './score.js';
import { withColumn } from './withColumn.js';

/** Everything a model knows. */
export interface ModelState {
  params: Pick<ResolvedParams, 'tenantCol' | 'userCol' | 'resCol' | 'outputCol'>;
  /** Length of a vector: rank + 2. */
  width: number;
  iterations: number;
  userNames: Entities;
  resNames: Entities;
  users: Side;
  resources: Side;
  history: History | null;
}

/** What `AccessAnomaly.fit` has learned: scores accesses by how little they fit. */
export class AccessAnomalyModel {
  readonly #state: ModelState;

  constructor(state: ModelState) {
    this.#state = state;
  }

  /** Iterations that the fit ran. */
  get iterations(): number {
    return this.#state.iterations;
  }

  /** Number of latent factors. */
  get rank(): number {
    return this.#state.width - 2;
  }

  /**
   * A user's vector of rank + 2 numbers; its dot product with a resource's is the anomaly score.
   * Null where the user isn't known.
   */
  userVector(tenant: string | number, user: string | number): Float64Array | null {
    return this.#vector(this.#state.userNames, this.#state.users, tenant, user);
  }

  /** A resource's vector of rank + 2 numbers; null where the resource isn't known. */
  resVector(tenant: string | number, res: string | number): Float64Array | null {
    return this.#vector(this.#state.resNames, this.#state.resources, tenant, res);
  }

  /**
   * Scores each row: its columns, and `outputCol` (Float64; a column of that name is replaced). Over the training
   * accesses of a tenant (in the explicit form together with its complement set) scores have mean 0 and deviation 1;
   * the higher, the less an access fits. Null: the user or the
   * resource was not in the training data, or not in the history where one was given. Infinity: nothing connects the
   * two, not even over other users and resources. 0: the access is in the history.
   *
   * @param table columns tenant, user and resource, as named for the fit; others are passed on
   * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
   */
  transform(table: Table): Table {
    checkTable(table);
    const { params, userNames, resNames, users, resources, width, history } = this.#state;
    const tenants = encodeColumn(table, params.tenantCol);
    const scores = scorePairs(
      resolveIds(tenants, encodeColumn(table, params.userCol), userNames),
      resolveIds(tenants, encodeColumn(table, params.resCol), resNames),
      users,
      resources,
      width,
      history,
    );
    return withColumn(table, params.outputCol, scores);
  }

  #vector(names: Entities, side: Side, tenant: string | number, name: string | number): Float64Array | null {
    const id = names.find(String(tenant), String(name));
    const { width } = this.#state;
    return id >= 0 && side.known[id] ? side.vectors.slice(id * width, (id + 1) * width) : null;
  }
}
