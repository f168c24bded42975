/** A reason not to trust a model here, and what to do about it. */
export interface Doubt {
  doubt: string;
  advice: string;
}
