/** The names of codes, without those that no row has; the codes are renumbered in place. */
export function usedNames(codes: Int32Array, names: readonly string[]): readonly string[] {
  const isUsed = new Uint8Array(names.length);
  for (let row = 0; row < codes.length; row++) isUsed[codes[row]] = 1;
  if (!isUsed.includes(0)) return names;
  const places = new Int32Array(names.length);
  for (let code = 1; code < places.length; code++) places[code] = places[code - 1] + isUsed[code - 1];
  for (let row = 0; row < codes.length; row++) codes[row] = places[codes[row]];
  return names.filter((_, code) => isUsed[code] === 1);
}
