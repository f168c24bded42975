import type { Page } from '../Page.js';

/** A part of the page, in anywidget's form. */
export interface Part {
  render(context: { model: Page; el: HTMLElement }): void;
}
