import { hostSignal } from '../base/signals/hostSignal.js';
import { createPacer } from '../base/signals/pacer.js';
import type { AccessReader } from './accessReader.js';
import { entryFault } from './decode/entryFault.js';
import { surveyFile } from './decode/surveyFile.js';
import { parsePath } from './fields/path.js';
import type { FoundFile } from './find/findFiles.js';
import { sampleFiles } from './inspect/sampleFiles.js';
import type { Session } from './open/Session.js';
import { MissingField } from './sources/RowFields.js';

/** Reading fewer or smaller files (in bytes) is faster than looking at them first. */
const FEW_FILES = 20;
const SMALL = 2 ** 24;

/**
 * Refuses missing fields by the beginning of the first file, before many or large files are read. Fields that
 * only other rows might have are looked for in the text of all files, which takes a fraction of the time of
 * reading them.
 *
 * @throws RangeError if a field is missing, TypeError if a time is; as reading would in the end
 */
export async function checkHead(
  session: Session,
  found: readonly FoundFile[],
  reader: AccessReader,
): Promise<void> {
  const first = found.find(({ fault }) => fault === undefined);
  if (first === undefined || !reader.needsFields || !(first.isNamed || first.isLogByName)) return;
  const { size = 0 } = entryFault(first.file);
  if (found.length < FEW_FILES && size < SMALL) return;
  const sampled = await sampleFiles(session, [first], reader.asked, undefined).catch(() => undefined);
  if (sampled === undefined) return;
  try {
    // DuckDB reads Parquet and databases where they are, and knows their columns at once.
    if (sampled.formats.some((format) => /^Parquet|database/.test(format))) return;
    for (const rows of sampled.opened) {
      const isJson = rows.names === undefined;
      const files = isJson ? found.map(({ file }) => file) : [first.file];
      const fault = await reader.source({ ...rows, files }, [first.file]).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault instanceof TypeError) throw fault;
      // Columns beyond the header are found with the rows that have them.
      if (fault instanceof MissingField && /^extra\d+$/.test(fault.field)) continue;
      if (fault instanceof MissingField && !(isJson && (await mayBeIn(found, fault.field)))) throw fault;
    }
  } finally {
    await sampled.close();
  }
}

/** Whether one of the files may have a field, by the last word of its last key. */
async function mayBeIn(found: readonly FoundFile[], field: string): Promise<boolean> {
  const lastKey = parsePath(field).findLast((step) => typeof step === 'string') ?? '';
  const [word] = /[a-z0-9]+(?=[^a-z0-9]*$)/i.exec(lastKey) ?? [];
  if (word === undefined || /[^\0-\x7f]/.test(field)) return true;
  // The key in another case, with other separators or an ending; letters may be written by their numbers.
  const key = `${[...word].join('[\\s_.-]*')}[^"\\\\:,{}=]{0,24}(?:\\\\*"\\s*:|=)`;
  const written = new RegExp(`${key}|\\\\u00[3-7]`, 'i');
  const pacer = createPacer(hostSignal());
  for (const { file, fault } of found) {
    if (pacer.due()) await pacer.pause();
    const survey = await surveyFile(file, { fault, mostBytes: 0, sampleSize: 1 });
    if (survey.fault !== undefined) continue;
    const { contents, encoding } = survey;
    // Only the beginning of a large file was read.
    if (contents === undefined || encoding.startsWith('utf-16')) return true;
    if (written.test(contents.toString('latin1'))) return true;
  }
  return false;
}
