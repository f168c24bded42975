import { shownList } from '../base/text/shownList.js';
import { visibleText } from '../base/text/visibleText.js';
import type { AccessReport } from './AccessReport.js';
import type { AccessReader } from './accessReader.js';
import type { FieldTree } from './fields/FieldTree.js';
import { fieldNames, type NamedField, namesIn } from './fields/fieldNames.js';
import { findVendorFields } from './fields/findFields.js';
import { nameOfPath, parsePath } from './fields/path.js';
import { inspectLog } from './inspectLog.js';
import type { Profile } from './profiles/Profile.js';
import { pathsIn } from './profiles/pathsOf.js';
import { placesOf } from './sources/RowFields.js';

const MOST_FIELDS = 30;

/**
 * Refuses a log in which nothing is an access: an empty table would look like a quiet day. If a log only has
 * accesses at other times than those asked for, or no rows, that is a quiet time.
 *
 * @throws Error saying how many rows there are, why each kind was left out, which fields and events there
 *   are, and what the log looks like
 */
export async function checkUsable(
  source: string | readonly string[],
  report: AccessReport,
  reader: AccessReader,
  trees: readonly FieldTree[],
): Promise<void> {
  const { rows, used, reasons, leftOut, duplicates, files } = report;
  if (rows === 0 || used > 0 || leftOut['outside of the time']) return;
  const why = Object.entries({ ...reasons, ...leftOut, ...(duplicates > 0 ? { duplicates } : {}) }).map(
    ([reason, count]) => `${reason}: ${count}`,
  );
  const wanted = reader.profile === null ? 'accesses' : `accesses of the profile ${reader.profile.name}`;
  const sentences = [
    `Expected ${wanted} in ${shownList(files)}, got none among ${rows} rows (${why.join('; ')}).`,
    ...remedies(report),
    ...(await resemblance(source, reader)),
    ...eventsIn(trees, reader),
    ...fieldsIn(trees),
  ];
  throw new Error(sentences.join(' '));
}

/** What the log looks like, if it is another vendor's. */
async function resemblance(source: string | readonly string[], reader: AccessReader): Promise<string[]> {
  const log = await inspectLog(source).catch(() => undefined);
  if (!log || log.profile === null || log.profile === reader.profile?.name) return [];
  const shape = log.shape === null ? '' : ` ${log.shape}`;
  return [`This looks like ${log.profile}${shape}: profile: '${log.profile}' reads it.`];
}

function remedies({ leftOut, rows }: AccessReport): string[] {
  const all = Object.values(leftOut).reduce((sum, count) => sum + count, 0);
  if (leftOut.failed && all === rows && leftOut.failed >= all / 2) {
    return ['All accesses failed or were refused: failed: true counts them.'];
  }
  const kinds = ['machine account', 'service account', 'anonymous'] as const;
  const kind = kinds.find((each) => leftOut[each]);
  if (kind === undefined) return [];
  const name = kind.split(' ')[0];
  return [`accounts: '${name}=keep' counts those of ${name} accounts.`];
}

const OF_EVENTS =
  /(?:^|[._])(?:event_?(?:id|name|type|code)|action|operation|operationName|activity\w*|method\w*|category|verb|class_uid)$/i;

/** Which events the log has, by the field that the profile looks at, or else by the likeliest one. */
function eventsIn(trees: readonly FieldTree[], reader: AccessReader): string[] {
  const fields = trees.flatMap((tree) => fieldNames(tree));
  const looked = reader.profile === null ? [] : lookedAt(trees, reader.profile.profile);
  const isKind = ({ name, field }: NamedField) =>
    OF_EVENTS.test(name) && field.values.size > 0 && field.values.size <= 100;
  const kinds = [...looked, ...fields].find(isKind);
  if (kinds === undefined) return [];
  const frequent = [...kinds.field.values].sort(([, a], [, b]) => b - a).slice(0, 8);
  const values = frequent.map(([value]) => visibleText(value.slice(0, 60)));
  return [`Its events by ${visibleText(kinds.name)}: ${values.join(', ')}.`];
}

/** The fields by which a profile recognises accesses, in the order in which it names them. */
function lookedAt(trees: readonly FieldTree[], { access, within }: Profile): NamedField[] {
  const paths = pathsIn([access], []);
  return trees.flatMap((tree) => {
    const fields = new Map(fieldNames(tree).map((named) => [named.name, named]));
    return paths
      .flatMap((path) => placesOf(path, within))
      .flatMap((path) => findVendorFields(tree, parsePath(path)))
      .flatMap((path) => fields.get(nameOfPath(path)) ?? [])
      .filter(({ field }) => field.values.size > 0);
  });
}

function fieldsIn(trees: readonly FieldTree[]): string[] {
  const names = [...namesIn(trees)];
  if (names.length === 0) return [];
  const listed = names.slice(0, MOST_FIELDS).map((name) => visibleText(name));
  return [`It has the fields ${listed.join(', ')}${names.length > MOST_FIELDS ? ' and others' : ''}.`];
}
