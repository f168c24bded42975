import type { Page } from '../Page.js';

/** A part of the page, in anywidget's form. `render` may return a function that removes the part. */
export interface Part {
  render(context: { model: Page; el: HTMLElement }): unknown;
}
