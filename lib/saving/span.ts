import { agreeing, fields, moment } from './shape.js';

/** A span of time in a manifest. */
export interface SavedSpan {
  /** ISO 8601. */
  first: string;
  last: string;
}

export const savedSpan = agreeing(
  fields<SavedSpan>({ first: moment, last: moment }),
  ({ first, last }: SavedSpan) => {
    if (Date.parse(first) > Date.parse(last)) {
      throw new RangeError(`Expected first to be no later than last, got ${first} and ${last}`);
    }
  },
);
