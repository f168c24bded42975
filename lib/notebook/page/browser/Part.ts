import type { Model } from '../Model.js';

/** A part of the page, in anywidget's form. What is returned takes it away again. */
export interface Part {
  render(context: { model: Model; el: HTMLElement }): unknown;
}
