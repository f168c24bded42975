import { VERBATIM } from '../page/verbatim.js';

interface BoxStyle {
  /** Screen readers read an 'alert' at once, and a 'status' when they have time. */
  role: 'alert' | 'status';
  /** The colour of the bar at the left. */
  colour: string;
  /** A CSS length. */
  maxWidth: string;
}

/** The colour of the bar if something is wrong. */
export const WARNING = '#d1242f';
/** The colour of the bar if nothing is wrong. */
export const QUIET = '#818181';

/** A box around HTML, with a bar at its left. Its styles are attributes: an untrusted page loses <style>. */
export function boxHtml({ role, colour, maxWidth }: BoxStyle, html: string): string {
  return `<div class="${VERBATIM}" role="${role}" style="border-left:4px solid ${colour};padding:8px 12px;margin:8px 0;max-width:${maxWidth}">${html}</div>`;
}
