import { visibleText } from '../../base/text/visibleText.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Escapes what Plotly would read as a tag or an entity, in a text that went through `visibleText` before. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]);
}

/**
 * Escapes a name so that Plotly draws it as it is, with nothing in it that can't be seen: Plotly reads a few
 * tags and entities in every text, and decodes the entities written here, once.
 *
 * @example
 * escapeLabel('<b>R&D</b>') // '&lt;b&gt;R&amp;D&lt;/b&gt;'
 */
export function escapeLabel(name: string): string {
  return escapeMarkup(visibleText(name));
}
