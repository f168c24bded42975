import { chmod, readFile, realpath, stat } from 'node:fs/promises';
import { Numbering } from '../../accesses/Numbering.js';
import { shownList } from '../../base/text/shownList.js';
import { visibleText } from '../../base/text/visibleText.js';
import { replaceFile } from '../../saving/replaceFile.js';
import { systemWords } from '../../saving/systemWords.js';
import { writeWhole } from '../../saving/writeWhole.js';
import { appendVerdicts } from './appendVerdicts.js';
import { isJsonLines, readVerdicts } from './readVerdicts.js';
import type { Verdict } from './Verdict.js';
import { verdictCells } from './verdictCells.js';
import { verdictKey } from './verdictKey.js';

/** What happened to the new lines. */
export interface TakenVerdicts {
  /** How many lines are new in the file. */
  added: number;
  /** How many lines were in the file before, word for word. */
  before: number;
  /** New lines that contradict older ones. Both are kept, and this says what a morning will do with them. */
  contradictions: string[];
}

/**
 * Adds the verdicts of one file, such as a report saves, to another, such as every morning reads; if this
 * doesn't exist, it is made. Lines are added at its end, in its own form, and existing lines stay. The file
 * is replaced as a whole or not at all.
 *
 * @param path the file with new verdicts, as `readVerdicts` reads it
 * @param into the file that they are added to
 * @throws Error naming the lines that say something else about the same accesses; then nothing is written
 * @throws Error as `readVerdicts` does for either file, or if the file changed meanwhile or can't be written
 *
 * @example
 * const { added } = await takeVerdicts('new-verdicts.csv', 'verdicts.csv');
 */
export async function takeVerdicts(path: string, into: string): Promise<TakenVerdicts> {
  const [from, to] = [visibleText(path), visibleText(into)];
  const news = await readVerdicts(path);
  const target = await realpath(into).catch(() => into);
  const old = await textOf(target);
  const known = old === null ? [] : await readVerdicts(target);
  const numbers = new Numbering();
  for (const verdict of known) numbers.add(...verdictKey(verdict));
  const isSame = (a: Verdict, b: Verdict) =>
    JSON.stringify(verdictCells(a)) === JSON.stringify(verdictCells(b));
  const olderOf = (verdict: Verdict): Verdict | undefined => known[numbers.find(...verdictKey(verdict))];
  const conflicts = news.flatMap((verdict) => {
    const older = olderOf(verdict);
    if (older === undefined || isSame(older, verdict)) return [];
    return [`line ${verdict.line} (${verdict.verdict}) and line ${older.line} of ${to} (${older.verdict})`];
  });
  if (conflicts.length > 0) {
    throw new Error(
      `Expected the verdicts of ${from} to agree with those of ${to}, got others on the same accesses in ${shownList(conflicts, (conflict) => conflict)}: delete one of the two; nothing was taken`,
    );
  }
  const added = news.filter((verdict) => olderOf(verdict) === undefined);
  if (added.length > 0)
    await replace(target, to, old, appendVerdicts(old ?? '', added, isJsonLines(old ?? '')));
  return {
    added: added.length,
    before: news.length - added.length,
    contradictions: added.flatMap((verdict) =>
      known
        .filter((older) => contradicts(verdict, older))
        .map(
          (older) =>
            `line ${verdict.line} of ${from} (${verdict.verdict}) contradicts line ${older.line} of ${to} (${older.verdict}); the malicious one goes first`,
        ),
    ),
  };
}

/** Whether one of two is malicious, the other isn't, and both may be on the same accesses. */
function contradicts(a: Verdict, b: Verdict): boolean {
  const meets = (one: string, other: string) => one === '*' || other === '*' || one === other;
  return (
    (a.verdict === 'malicious') !== (b.verdict === 'malicious') &&
    a.tenant === b.tenant &&
    meets(a.user, b.user) &&
    meets(a.res, b.res)
  );
}

/** The text of a file; null if there is none. */
async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new Error(`Expected a file of verdicts at ${visibleText(path)}, got ${systemWords(error)}`);
  });
}

/** Replaces a file by a new text that `readVerdicts` can read. */
async function replace(path: string, name: string, old: string | null, text: string): Promise<void> {
  try {
    await replaceFile(path, async (draft) => {
      await writeWhole(draft, text);
      await readVerdicts(draft).catch(({ message }: Error) => {
        const shown = message.replaceAll(visibleText(draft), name);
        throw new Error(`${shown}; this is what would have been written, and nothing was taken`);
      });
      if (old !== null) await chmod(draft, (await stat(path)).mode);
      if ((await textOf(path)) !== old) {
        throw new Error(`Expected ${name} to stay as it was read, got another text meanwhile: run it again`);
      }
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`Expected to write ${name}, got ${systemWords(error as NodeJS.ErrnoException)}`, {
      cause: error,
    });
  }
}
