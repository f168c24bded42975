import { visibleText } from '../../base/text/visibleText.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes what Plotly would read as a tag or an entity. `visibleText` has to be applied before. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]);
}

/**
 * Escapes a name so that Plotly draws it as it is, and makes invisible characters visible. Plotly reads a few
 * tags and entities in every text, and decodes the entities of this function once.
 *
 * @example
 * escapeLabel('<b>R&D</b>') // '&lt;b&gt;R&amp;D&lt;/b&gt;'
 */
export function escapeLabel(name: string): string {
  return escapeMarkup(visibleText(name));
}
