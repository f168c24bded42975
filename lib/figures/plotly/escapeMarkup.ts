const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes what Plotly would read as a tag or an entity. For texts that `visibleText` has made visible already; others take
 * `escapeLabel`.
 */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>]/g, (character) => ENTITIES[character]);
}
