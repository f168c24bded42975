/** A space, also one that doesn't break: browsers write U+202F before AM and PM. */
export const SPACE = '[\\s\\pZ]';

/** AM or PM after an hour; the first letter is a group. */
export const HALF_DAY = `(?:${SPACE}*([ap])\\.?m\\.?)?`;

/** An offset; its digits are a group: `Z`, `UTC`, `GMT+0100`, `+11:00`, `-0330`, `+11`, or nothing. */
export const OFFSET = `${SPACE}*(?:Z|(?:UTC|GMT)?${SPACE}*([+-]\\d\\d(?::?\\d\\d)?)?)`;
