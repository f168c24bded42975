const WORDS = /^(?:id|ids|uid|gid|pid|sid|rid|index|idx|year|port|code|key|tenant|zip|label|line)$/i;

/**
 * Whether a column's whole numbers are names rather than amounts. The last word of the column's name decides:
 * `tenant_id`, `userIndex`, `year`, `pid`, `tenant`. The thousands of such numbers are not separated.
 */
export function isIdentifier(column: string): boolean {
  const words = column.split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  return WORDS.test(words[words.length - 1]);
}
