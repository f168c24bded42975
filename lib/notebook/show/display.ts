import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

/** The same content in several forms, by MIME type; a front end draws the richest that it knows. */
export type MimeBundle = Record<string, unknown>;

type Writer = (
  content: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
  update: boolean,
) => void;

const REDRAW_MS = 100;

/** Shows a MIME bundle in the running cell. Outside of a tslab kernel, it prints the bundle's plain text. */
export function display(data: MimeBundle): void {
  const write = kernelWriter();
  if (write) write({ data, metadata: {}, transient: {} }, false);
  else console.log(data['text/plain']);
}

/**
 * A place in the running cell. Each bundle that is shown there replaces the one before, at most ten times a
 * second. Outside of a kernel the first and the last bundle are printed.
 */
export function displayInPlace(): (makeBundle: () => MimeBundle, isLast: boolean) => void {
  const id = randomUUID();
  let shownAt: number | null = null;
  return (makeBundle, isLast) => {
    const isNew = shownAt === null;
    if (shownAt !== null && !isLast && performance.now() - shownAt < REDRAW_MS) return;
    shownAt = performance.now();
    const data = makeBundle();
    const write = kernelWriter();
    if (write) write({ data, metadata: {}, transient: { display_id: id } }, !isNew);
    else if (isNew || isLast) console.log(data['text/plain']);
  };
}

/** Shows a bundle until a call of the returned function replaces it. */
export function displayUntil(waiting: MimeBundle): (bundle: MimeBundle) => void {
  const showHere = displayInPlace();
  showHere(() => waiting, false);
  return (bundle) => showHere(() => bundle, true);
}

/** tslab's own `display` takes one MIME type in a call; the function that it calls takes a bundle. */
function kernelWriter(): Writer | null {
  // This only looks at what is loaded: tslab is loaded only if this process is its kernel.
  const { cache } = createRequire(import.meta.url);
  const file = Object.keys(cache).find((name) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name));
  return file === undefined ? null : (cache[file]?.exports.lastWriteDisplayData ?? null);
}
