const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Escapes a name so that Plotly draws it as it is: Plotly reads a few tags and entities in every text, and decodes the
 * entities written here, once.
 *
 * @example
 * escapeLabel('<b>R&D</b>') // '&lt;b&gt;R&amp;D&lt;/b&gt;'
 */
export function escapeLabel(name: string): string {
  return name.replace(/[&<>]/g, (character) => ENTITIES[character]);
}
