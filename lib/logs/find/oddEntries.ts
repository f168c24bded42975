import { join } from 'node:path';
import { entriesOf, type Found } from './filesBelow.js';

/**
 * Entries that match a glob and are neither files nor folders (broken links, pipes, sockets, devices), and
 * unreadable folders on the way: DuckDB's own glob skips them silently. All links are listed, wherever they
 * lead. It knows DuckDB's patterns `*`, `?`, `[abc]`, `[!abc]`, `[a-z]` and `**`.
 */
export async function oddEntries(pattern: string): Promise<Found[]> {
  const found: Found[] = [];
  const faulty = new Set<string>();
  const visit = async (folder: string, [part, ...rest]: readonly string[]): Promise<void> => {
    if (part === undefined) return;
    if (!isPattern(part) && rest.length > 0) return visit(join(folder, part), rest);
    if (part === '**') await visit(folder, rest);
    const { entries, fault } = await entriesOf(folder);
    // A missing folder wasn't skipped.
    if (fault !== undefined && !/ENOENT|ENOTDIR/.test(fault) && !faulty.has(folder)) {
      faulty.add(folder);
      found.push({ path: folder, fault });
    }
    const matches = part === '**' ? () => true : matcherOf(part);
    for (const entry of entries) {
      if (!matches(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path, part === '**' ? [part, ...rest] : rest);
      else if (rest.length === 0 && part !== '**' && !entry.isFile()) found.push({ path });
    }
  };
  const parts = pattern.split('/').filter((part, n) => part !== '' || n === 0);
  await visit(parts[0] === '' ? '/' : '.', parts[0] === '' ? parts.slice(1) : parts);
  return found;
}

function isPattern(part: string): boolean {
  return /[*?[]/.test(part);
}

function matcherOf(part: string): (name: string) => boolean {
  const source = part.replace(/\[(!?)([^\]]+)\]|[\s\S]/g, (all, not?: string, set?: string) => {
    if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`;
    return all === '*' ? '.*' : all === '?' ? '.' : all.replace(/[\\^$.|+(){}[\]/]/g, '\\$&');
  });
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^${source}$`, 's');
  } catch {
    // An invalid pattern, such as a range the wrong way round, matches nothing.
    return () => false;
  }
  return (name) => pattern.test(name);
}
