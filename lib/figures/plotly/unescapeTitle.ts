const CHARACTERS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#36;': '$' };

/** The plain text that `escapeTitle` was given. */
export function unescapeTitle(title: string): string {
  return title.replace(/&(?:amp|lt|gt|#36);/g, (entity) => CHARACTERS[entity]);
}
