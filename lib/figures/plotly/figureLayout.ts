import { escapeTitle } from './escapeTitle.js';
import type { Json, Layout } from './figure.js';
import { TEMPLATE } from './style.js';

interface LayoutParts {
  /** Plain text, as the description is. */
  title: string;
  description: string;
  height: number;
  [particular: string]: Json;
}

/** The layout of a figure: the part that all figures have in common, and the figure's own. */
export function figureLayout({ title, description, height, ...particular }: LayoutParts): Layout {
  return {
    title: { text: escapeTitle(title) },
    meta: { description },
    height,
    template: TEMPLATE,
    ...particular,
  };
}
