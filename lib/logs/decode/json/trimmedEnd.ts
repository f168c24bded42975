/** The end of some bytes without blanks and commas. */
export function trimmedEnd(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] <= 32 || bytes[end - 1] === 44)) end--;
  return end;
}
