import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';

/** The same content in several forms, by MIME type; a front end draws the richest that it knows. */
export type MimeBundle = Record<string, unknown>;

type Writer = (
  content: { data: MimeBundle; metadata: object; transient: { display_id?: string } },
  update: boolean,
) => void;

/**
 * Shows a MIME bundle in the cell that runs, or prints its plain text outside of a tslab kernel.
 *
 * @param id with it, later calls can replace what this one shows
 * @param stage 'update' and 'last' replace what was shown under the id; without a kernel, only the last is printed again
 */
export function display(bundle: MimeBundle, id?: string, stage: 'new' | 'update' | 'last' = 'new'): void {
  const write = kernelWriter();
  if (write) {
    const transient = id === undefined ? {} : { display_id: id };
    write({ data: bundle, metadata: {}, transient }, stage !== 'new');
  } else if (stage !== 'update') console.log(bundle['text/plain']);
}

/** Shows a bundle as long as there is no better one: what is handed to the answer takes its place. */
export function displayUntil(waiting: MimeBundle): (bundle: MimeBundle) => void {
  const id = randomUUID();
  display(waiting, id, 'new');
  return (bundle) => display(bundle, id, 'last');
}

/** tslab's own `display` takes one MIME type a call; the function beneath it takes a bundle. */
function kernelWriter(): Writer | null {
  // Only look at what is loaded: tslab is there if, and only if, this process is its kernel.
  const { cache } = createRequire(import.meta.url);
  const file = Object.keys(cache).find((name) => /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(name));
  return file === undefined ? null : (cache[file]?.exports.lastWriteDisplayData ?? null);
}
