import type { Weights } from './weigh.js';

/**
 * Four intruders, as what they do is told from what is normal:
 *
 *   stranger        any user at any resource, anywhere, at any time
 *   stolen account  somebody's account, so that who it is says nothing: where it goes, and from where
 *   misuse          the account does what it does, elsewhere or at another time
 *   insider         the owner, at the usual place and hour, where they don't belong
 */
export const INTRUDERS = ['stranger', 'stolen account', 'misuse', 'insider'] as const;

export type IntruderKind = (typeof INTRUDERS)[number];

/** The expected share of each, in the order of `INTRUDERS`. */
const SHARES = [0.4, 0.2, 0.2, 0.2].map(Math.log);

/** The evidence of the mixture of four, for some rows. */
export interface Intruders {
  /** ln of the mean of their likelihood ratios. */
  evidence: Float64Array;
  /** The difference to the sum of all terms. */
  term: Float64Array;
  /** How likely each of the four is, given that it is one of them; a number for each row. */
  shares: readonly Float64Array[];
}

/**
 * Where contexts tell accounts apart,
 *
 *   evidence = ln(.4 e^stranger + .2 e^stolen + .2 e^misuse + .2 e^insider)
 *
 * Otherwise they tell a thief from the owner only by unusual values. So the more unusual the contexts are (g
 * = 1 - e^-c, c the sum of their terms), the more all four intruders count; the rest goes to the stranger
 * alone:
 *
 *   evidence = ln((1 - g) e^stranger + g (.4 e^stranger + .2 e^stolen + .2 e^misuse + .2 e^insider))
 *
 * @param cellOf the cell of each row, whose weights it has
 * @param context the sum of each row's terms of contexts
 * @param isApart whether the contexts of a row's tenant tell accounts apart; see `tellApart`
 */
export function mixIntruders(
  weights: Weights,
  cellOf: Int32Array,
  context: Float64Array,
  isApart: (row: number) => boolean,
): Intruders {
  const { length } = cellOf;
  const column = () => new Float64Array(length);
  const mixed: Intruders = { evidence: column(), term: column(), shares: INTRUDERS.map(column) };
  const logs = new Float64Array(INTRUDERS.length);
  for (let n = 0; n < length; n++) {
    const cell = cellOf[n];
    const c = context[n];
    const who = weights.user[cell];
    const what = weights.resource[cell];
    const own = weights.fit[cell] + weights.history[cell];
    // How much all four count.
    const g = isApart(n) ? 1 : -Math.expm1(-c);
    const logG = Math.log(g);
    logs[0] = Math.log(1 - g + g * Math.exp(SHARES[0])) + who + what + own + c;
    logs[1] = logG + SHARES[1] + own + c;
    logs[2] = logG + SHARES[2] + c;
    logs[3] = logG + SHARES[3] + what + own;
    const most = Math.max(logs[0], logs[1], logs[2], logs[3]);
    let sum = 0;
    for (let j = 0; j < logs.length; j++) sum += Math.exp(logs[j] - most);
    const evidence = most + Math.log(sum);
    mixed.evidence[n] = evidence;
    mixed.term[n] = evidence - (who + what + own + c);
    for (let j = 0; j < logs.length; j++) mixed.shares[j][n] = Math.exp(logs[j] - evidence);
  }
  return mixed;
}

/** The likeliest intruder of a row. */
export function intruderOf({ shares }: Intruders, row: number): IntruderKind {
  let likeliest = 0;
  for (let j = 1; j < shares.length; j++) if (shares[j][row] > shares[likeliest][row]) likeliest = j;
  return INTRUDERS[likeliest];
}
