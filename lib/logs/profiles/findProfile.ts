import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe } from '../../base/text/describe.js';
import { nearest } from '../../base/text/nearest.js';
import { checkPatterns } from './check/checkPatterns.js';
import { checkProfile } from './checkProfile.js';
import type { Profile } from './Profile.js';
import { profiles } from './profiles.js';

/** A profile and its name: ours, or its file's name without `.profile.json`. */
interface FoundProfile {
  name: string;
  profile: Profile;
}

/**
 * One of our profiles by its name, or a user's own by the path of its file, which ends in `.json`.
 *
 * @throws RangeError listing our profiles, or saying what is wrong in the file, and where; TypeError if the
 *   name is no text, or something in the file has another type
 */
export async function findProfile(nameOrPath: string): Promise<FoundProfile> {
  const names = Object.keys(profiles);
  if (names.includes(nameOrPath)) {
    return { name: nameOrPath, profile: profiles[nameOrPath as keyof typeof profiles] };
  }
  if (typeof nameOrPath !== 'string' || !/\.json$/i.test(nameOrPath)) {
    const Wrong = typeof nameOrPath === 'string' ? RangeError : TypeError;
    const near = typeof nameOrPath === 'string' ? nearest(nameOrPath, names) : undefined;
    throw new Wrong(
      `Expected profile to be ${names.map((name) => `'${name}'`).join(', ')} or the path of a .json file, got ${describe(nameOrPath)}${near === undefined ? '' : ` (${near}?)`}`,
    );
  }
  const profile = checkProfile(await parse(nameOrPath), nameOrPath);
  await checkPatterns(profile, nameOrPath);
  return { name: basename(nameOrPath).replace(/(?:\.profile)?\.json$/i, ''), profile };
}

async function parse(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(({ code, message }: NodeJS.ErrnoException) => {
    const fault = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'a folder' : message;
    throw new RangeError(`Expected a profile in ${path}, got ${fault}`);
  });
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new RangeError(`Expected ${path} to be JSON, got ${(error as Error).message}`);
  }
}
