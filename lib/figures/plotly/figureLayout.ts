import { escapeTitle } from './escapeTitle.js';
import type { Json, Layout } from './figure.js';
import { TEMPLATE } from './style.js';

interface LayoutParts {
  /** Plain text, and so is the description. */
  title: string;
  description: string;
  height: number;
  [particular: string]: Json;
}

/** The layout of a figure: what all have in common, and what is particular to it. */
export function figureLayout({ title, description, height, ...particular }: LayoutParts): Layout {
  return {
    title: { text: escapeTitle(title) },
    meta: { description },
    height,
    template: TEMPLATE,
    ...particular,
  };
}
