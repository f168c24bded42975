import type { Intruder } from '../../lib/evidence/params.js';
import { expected, type Foreseen, type PlainMixture, weights } from './plainMixture.js';

/** An access of one tenant: how often a user was seen at a resource. */
export interface PlainAccess {
  user: string;
  res: string;
  likelihood: number;
}

/** The scores of a query; names as in the columns of `AccessEvidenceModel.transform`. */
export interface PlainScore {
  evidence: number;
  pair_evidence: number;
  from_user: number;
  from_resource: number;
  from_fit: number;
  from_history: number;
}

interface PlainOptions {
  historyTrust?: number;
  intruder?: Intruder;
}

/** What is predicted for a pair, without itself: its resource (for p(res | user)) and its user. */
interface ForeseenPair {
  ofResource: Foreseen;
  ofUser: Foreseen;
  /** How often it was seen. */
  n: number;
}

/** The weights of p(res | user) and of p(user | res). */
export interface PairWeights {
  ofResource: PlainMixture;
  ofUser: PlainMixture;
}

type PartnerSets = Map<string, Set<string>>;
type Vector = Map<string, number>;

/**
 * The formula of `AccessEvidence` as one would write it down: one tenant, every similarity by itself, each
 * access left out by looking at the table without it. The oracle of the tests, and what to read first;
 * quadratic, for hundreds of accesses.
 *
 * @param accesses distinct, with likelihoods above 0
 */
export function plainEvidence(
  accesses: readonly PlainAccess[],
  queries: readonly Pick<PlainAccess, 'user' | 'res'>[],
  options: PlainOptions = {},
): PlainScore[] {
  const table = pairTable(accesses, options);
  const learned = weighPairs(accesses.map(({ user, res }) => table.foresee(user, res)));
  return queries.map(({ user, res }) => table.weigh(table.foresee(user, res), learned));
}

/** Weights of parts that make the predicted accesses likeliest. */
export function weighPairs(pairs: readonly ForeseenPair[]): PairWeights {
  return {
    ofResource: weights(pairs.map(({ ofResource }) => ofResource)),
    ofUser: weights(pairs.map(({ ofUser }) => ofUser)),
  };
}

export type PairTable = ReturnType<typeof pairTable>;

/** What a table of accesses says about any pair, and how much evidence that is. */
export function pairTable(
  accesses: readonly PlainAccess[],
  {
    historyTrust = 1,
    intruder = { uniformUsers: 0.5, uniformResources: 0.95, newness: 2 },
  }: PlainOptions = {},
) {
  const byUser = partners(accesses.map(({ user, res }) => [user, res]));
  const byRes = partners(accesses.map(({ user, res }) => [res, user]));
  const P = accesses.length;
  const rareUsers = rare(byUser);
  const rareResources = rare(byRes);
  const likelihood = new Map(accesses.map((access) => [`${access.user}\n${access.res}`, access.likelihood]));
  const d = discount(accesses.map((access) => access.likelihood));

  const forResource = direction(byUser, byRes);
  const forUser = direction(byRes, byUser);

  return {
    /** 1 where likelihoods are no counts. */
    discount: d ?? 1,

    /** Degrees without the pair, and the five parts of p(res | user) and of p(user | res). */
    foresee(user: string, res: string): ForeseenPair {
      const seen = byUser.get(user)?.has(res) ? 1 : 0;
      const ku = (byUser.get(user)?.size ?? 0) - seen;
      const kr = (byRes.get(res)?.size ?? 0) - seen;
      const ofResource = [
        forResource.peers(user, res),
        forUser.alike(res, user),
        kr / P,
        kr > 0 ? 1 / byRes.size : 0,
        kr > 0 ? 0 : 1 / rareResources,
      ];
      const ofUser = [
        forUser.peers(res, user),
        forResource.alike(user, res),
        ku / P,
        ku > 0 ? 1 / byUser.size : 0,
        ku > 0 ? 0 : 1 / rareUsers,
      ];
      return {
        ofResource: { parts: ofResource, degree: ku },
        ofUser: { parts: ofUser, degree: kr },
        n: likelihood.get(`${user}\n${res}`) ?? 0,
      };
    },

    /** The weight of evidence of a pair and its terms. */
    weigh({ ofResource, ofUser, n }: ForeseenPair, learned: PairWeights): PlainScore {
      const [ku, kr] = [ofResource.degree, ofUser.degree];
      const resGivenUser = expected(learned.ofResource, ofResource);
      const userGivenRes = expected(learned.ofUser, ofUser);
      const [newRes, newUser] = [learned.ofResource.common[4], learned.ofUser.common[4]];
      const pRes = kr > 0 ? ((1 - newRes) * kr) / P : newRes / rareResources;
      const pUser = ku > 0 ? ((1 - newUser) * ku) / P : newUser / rareUsers;
      const pick = (k: number, all: number, once: number, uniform: number) =>
        (k > 0 ? uniform + ((1 - uniform) * all * k) / P : intruder.newness) /
        (all + intruder.newness * once);
      const qUser = pick(ku, byUser.size, rareUsers, intruder.uniformUsers);
      const qRes = pick(kr, byRes.size, rareResources, intruder.uniformResources);
      const p = Math.sqrt(pUser * resGivenUser * pRes * userGivenRes);
      const a = d === null ? 0 : (historyTrust * Math.max(Math.log2(1 + n) - d, 0)) / (d * P);
      return {
        evidence: Math.log((qUser * qRes) / (p + a)),
        pair_evidence: Math.log((qUser * qRes) / p),
        from_user: Math.log(qUser / pUser),
        from_resource: Math.log(qRes / pRes),
        from_fit: -(Math.log(resGivenUser / pRes) + Math.log(userGivenRes / pUser)) / 2,
        from_history: Math.log(p / (p + a)),
      };
    },
  };
}

function partners(pairs: readonly (readonly [string, string])[]): PartnerSets {
  const all: PartnerSets = new Map();
  for (const [row, column] of pairs) all.set(row, (all.get(row) ?? new Set()).add(column));
  return all;
}

function rare(rows: PartnerSets): number {
  return Math.max(1, [...rows.values()].filter(({ size }) => size === 1).length);
}

/** Rows by the columns that they share. */
function direction(rows: PartnerSets, columns: PartnerSets) {
  const weigh = (column: string) => Math.log(1 + rows.size / columns.get(column)!.size);
  /** A row's vector of length 1, also without one of its columns, whose weights stay what they are. */
  const vector = (row: string, without?: string): Vector => {
    const entries = [...rows.get(row)!]
      .filter((column) => column !== without)
      .map((column) => [column, weigh(column)] as const);
    const length = Math.hypot(...entries.map(([, weight]) => weight));
    return new Map(entries.map(([column, weight]) => [column, weight / length]));
  };
  const vectors = new Map([...rows.keys()].map((row) => [row, vector(row)]));
  const fourth = (a: Vector, b: Vector) => {
    let sum = 0;
    for (const [column, weight] of a) sum += weight * (b.get(column) ?? 0);
    return sum < 1e-9 ? 0 : sum ** 4;
  };
  const others = (row: string) => [...rows.keys()].filter((other) => other !== row);
  const spread = (row: string, own: Vector) =>
    others(row).reduce((sum, other) => sum + fourth(own, vectors.get(other)!), 0);
  return {
    /**
     * What similar rows do: the share of their similarity that comes from those with the column.
     */
    peers(row: string, column: string): number {
      if (!rows.has(row) || !columns.has(column)) return 0;
      const own = vector(row, column);
      const all = spread(row, own);
      const having = others(row).filter((other) => columns.get(column)!.has(other));
      const sum = having.reduce(
        (total, other) => total + fourth(own, vectors.get(other)!) / rows.get(other)!.size,
        0,
      );
      return sum > 0 ? sum / all : 0;
    },
    /**
     * How alike this row is to the rows that have the column: the mean of its shares among all that are like
     * them.
     */
    alike(row: string, column: string): number {
      if (!rows.has(row) || !columns.has(column)) return 0;
      const own = vector(row, column);
      const having = [...columns.get(column)!].filter((other) => other !== row);
      const shares = having.map((other) => {
        const mine = fourth(own, vectors.get(other)!);
        const before = fourth(vectors.get(row)!, vectors.get(other)!);
        return mine > 0 ? mine / Math.max(spread(other, vectors.get(other)!) + mine - before, mine) : 0;
      });
      return shares.length > 0 ? shares.reduce((sum, share) => sum + share, 0) / shares.length : 0;
    },
  };
}

/** Null where likelihoods are no counts. */
function discount(likelihoods: readonly number[]): number | null {
  if (!likelihoods.every(Number.isInteger) || new Set(likelihoods).size < 2) return null;
  const [once, twice] = [1, 2].map((n) => likelihoods.filter((value) => value === n).length);
  return Math.max(once / Math.max(once + 2 * twice, 1), 0.001);
}
