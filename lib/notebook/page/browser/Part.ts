import type { Page } from '../Page.js';

/** A part of the page, in anywidget's form. What is returned takes it away again. */
export interface Part {
  render(context: { model: Page; el: HTMLElement }): unknown;
}
