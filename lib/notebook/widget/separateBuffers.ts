export type Path = (string | number)[];

interface Separated {
  /** Plain JSON. In lists, null replaces binary values; in objects they are left out. */
  state: object;
  /** The place of each buffer in the state. */
  buffer_paths: Path[];
  buffers: ArrayBufferView[];
}

/** Separates the binary values from a state, as widgets send them. The state itself isn't changed. */
export function separateBuffers(state: object): Separated {
  const separated: Separated = { state, buffer_paths: [], buffers: [] };
  separated.state = withoutBuffers(state, [], separated) as object;
  return separated;
}

/**
 * The inverse of `separateBuffers`: puts the buffers into the state at their places, and returns the state.
 */
export function putBuffers<State extends object>(
  state: State,
  paths: readonly Path[],
  buffers: readonly ArrayBufferView[],
): State {
  paths.forEach((path, n) => {
    let place: unknown = state;
    for (const key of path.slice(0, -1)) place = isObject(place) && Object.hasOwn(place, key) && place[key];
    const last = path.at(-1);
    if (!isObject(place) || last === undefined) {
      throw new Error(`Expected the path of a buffer to be of the state, got ${JSON.stringify(path)}`);
    }
    place[last] = buffers[n];
  });
  return state;
}

function isObject(place: unknown): place is Record<string | number, unknown> {
  return typeof place === 'object' && place !== null;
}

function withoutBuffers(part: unknown, path: Path, found: Separated): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (ArrayBuffer.isView(part)) {
    found.buffer_paths.push(path);
    found.buffers.push(part);
    return null;
  }
  if (Array.isArray(part)) return part.map((item, n) => withoutBuffers(item, [...path, n], found));
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    withoutBuffers(value, [...path, name], found),
    ArrayBuffer.isView(value),
  ]);
  return Object.fromEntries(entries.filter(([, , isBinary]) => !isBinary));
}
