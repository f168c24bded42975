import { VERBATIM } from '../page/verbatim.js';

interface BoxStyle {
  /** 'alert' is said at once by screen readers, 'status' when they have time. */
  role: 'alert' | 'status';
  /** Of the bar at its left. */
  colour: string;
  /** A length of CSS. */
  maxWidth: string;
}

/** The bar of what is wrong. */
export const WARNING = '#d1242f';
/** The bar of what is as it should be. */
export const QUIET = '#818181';

/** A box around HTML, with a bar at its left. Styled by attribute: an untrusted notebook loses <style>. */
export function boxHtml({ role, colour, maxWidth }: BoxStyle, html: string): string {
  return `<div class="${VERBATIM}" role="${role}" style="border-left:4px solid ${colour};padding:8px 12px;margin:8px 0;max-width:${maxWidth}">${html}</div>`;
}
