import type { Accesses } from '../../accesses/Accesses.js';
import { sharedFloat64, sharedInt32 } from '../../base/threads/sharedArrays.js';
import { type Counts, degree, findLink, type Graph, sharedStarts } from '../counts/counts.js';
import type { Direction } from '../counts/similarity.js';
import { createWork, type Pass, type Work } from '../engine/jobs.js';
import { fillTraits, type Questions, TRAITS } from '../engine/passes.js';
import { type RunOptions, runWork, runWorkSync } from '../engine/runWork.js';

/** Pairs of a user and a resource of one tenant that are to be scored. */
export interface Cells {
  /** The tenant's position; -1 if the model doesn't know it. */
  tenant: Int32Array;
  /** The user's id; -1 if unknown. */
  user: Int32Array;
  /** The resource's id; -1 if unknown. */
  res: Int32Array;
  /** How often the access was seen by the fit; 0: never. */
  likelihood: Float64Array;
  /** The numbers of partners of the user, and of the resource, without this pair. */
  numResources: Int32Array;
  numUsers: Int32Array;
}

/** What the similarities say about each cell, without the cell itself. */
export interface Neighbors {
  /** For p(resource | user): by similar users, and by resources similar to those that the user has. */
  userPeers: Float64Array;
  userAlike: Float64Array;
  /** For p(user | resource): by similar resources, and by users similar to those that the resource has. */
  resPeers: Float64Array;
  resAlike: Float64Array;
}

/** Both directions, with spreads. */
export interface Directions {
  users: Direction;
  resources: Direction;
}

/** Looks up pairs of ids; -1 = unknown. */
export function cellsOf(
  { byUser, byRes, likelihood }: Graph,
  tenant: Int32Array,
  user: Int32Array,
  res: Int32Array,
): Cells {
  const cells: Cells = {
    tenant,
    user,
    res,
    likelihood: new Float64Array(user.length),
    numResources: new Int32Array(user.length),
    numUsers: new Int32Array(user.length),
  };
  for (let n = 0; n < user.length; n++) {
    const [u, r] = [user[n], res[n]];
    const link = u >= 0 && r >= 0 ? findLink(byUser, u, r) : -1;
    const seen = link >= 0 ? 1 : 0;
    if (seen) cells.likelihood[n] = likelihood[link];
    cells.numResources[n] = u >= 0 ? degree(byUser, u) - seen : 0;
    cells.numUsers[n] = r >= 0 ? degree(byRes, r) - seen : 0;
  }
  return cells;
}

/** The cells of the distinct accesses of a table. */
export function cellsIn({ users, resources, distinct }: Accesses, counts: Counts): Cells {
  const { firstRow } = distinct;
  const tenantOf = Int32Array.from({ length: users.size }, (_, code) =>
    counts.users.findTenant(users.tenantOf(code)),
  );
  return cellsOf(
    counts,
    gather(tenantOf, users.codes, firstRow),
    gather(users.idsOfCodes(counts.users), users.codes, firstRow),
    gather(resources.idsOfCodes(counts.resources), resources.codes, firstRow),
  );
}

function gather(idOf: Int32Array, codes: Int32Array, rows: Int32Array): Int32Array {
  const ids = new Int32Array(rows.length);
  for (let n = 0; n < ids.length; n++) ids[n] = idOf[codes[rows[n]]];
  return ids;
}

/** The cells at some positions. */
export function takeCells(cells: Cells, at: Int32Array): Cells {
  const ids = (values: Int32Array) => at.map((n) => values[n]);
  return {
    tenant: ids(cells.tenant),
    user: ids(cells.user),
    res: ids(cells.res),
    likelihood: Float64Array.from(at, (n) => cells.likelihood[n]),
    numResources: ids(cells.numResources),
    numUsers: ids(cells.numUsers),
  };
}

/** The work of scoring cells by similarities, and the answers, which are there once it is done. */
interface Inquiry {
  work: Work;
  /** Copies the spreads; call it once they are measured, before the work is done. */
  begin(): void;
  answers(): Neighbors;
}

export function inquire(cells: Cells, { users, resources }: Directions): Inquiry {
  const rows = askable(cells);
  const seen = Uint8Array.from(rows, (n) => (cells.likelihood[n] > 0 ? 1 : 0));
  const user = Int32Array.from(rows, (n) => cells.user[n]);
  const res = Int32Array.from(rows, (n) => cells.res[n]);
  const ofUsers = ask(user, res, seen, users);
  const ofResources = ask(res, user, seen, resources);
  const passes: Pass[] = [
    { direction: users, questions: ofUsers.questions },
    { direction: resources, questions: ofResources.questions },
  ];
  return {
    work: createWork(passes),
    begin() {
      fillTraits(users, ofUsers.questions.traits);
      fillTraits(resources, ofResources.questions.traits);
    },
    answers() {
      const spread = (answers: Float64Array, order: Int32Array) => {
        const values = new Float64Array(cells.user.length);
        order.forEach((n, q) => {
          values[rows[n]] = answers[q];
        });
        return values;
      };
      return {
        userPeers: spread(ofUsers.questions.peers, ofUsers.order),
        resAlike: spread(ofUsers.questions.alike, ofUsers.order),
        resPeers: spread(ofResources.questions.peers, ofResources.order),
        userAlike: spread(ofResources.questions.alike, ofResources.order),
      };
    },
  };
}

/** The cells whose user and resource both have other partners; without any, nothing is similar. */
function askable({ user, numResources, numUsers }: Cells): Int32Array {
  let count = 0;
  const rows = new Int32Array(user.length);
  for (let n = 0; n < user.length; n++) if (numResources[n] > 0 && numUsers[n] > 0) rows[count++] = n;
  return rows.subarray(0, count);
}

/** Questions grouped by row, and which cell each is about. */
function ask(row: Int32Array, column: Int32Array, seen: Uint8Array, { scale }: Direction) {
  const numRows = scale.length;
  const starts = sharedStarts(row, numRows);
  const next = starts.slice();
  const order = new Int32Array(row.length);
  for (let n = 0; n < row.length; n++) order[next[row[n]]++] = n;
  const questions: Questions = {
    starts,
    column: sharedInt32(Int32Array.from(order, (n) => column[n])),
    seen: new Uint8Array(new SharedArrayBuffer(seen.length)),
    traits: sharedFloat64(TRAITS * numRows),
    peers: sharedFloat64(row.length),
    alike: sharedFloat64(row.length),
  };
  questions.seen.set(Uint8Array.from(order, (n) => seen[n]));
  return { questions, order };
}

/** Scores synchronously, on this and other threads. */
export function askAll(cells: Cells, directions: Directions, threads: number | null): Neighbors {
  const { work, begin, answers } = inquire(cells, directions);
  begin();
  runWorkSync(work, threads);
  return answers();
}

/** The same, letting the event loop run. */
export async function askInTurn(
  cells: Cells,
  directions: Directions,
  options: RunOptions,
): Promise<Neighbors> {
  const { work, begin, answers } = inquire(cells, directions);
  begin();
  await runWork(work, options);
  return answers();
}
