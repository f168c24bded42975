import { checkPredicate, checkValue } from './check/checkValue.js';
import { expectEach, expectKeys, expectObject, expectWords, fail } from './check/expectShape.js';
import { inside, type Place } from './check/Place.js';
import { ACCOUNT_KINDS, type Profile, TAKEN_NAMES } from './Profile.js';

const NEEDED = ['title', 'access', 'user', 'res', 'time'];
const KNOWN = [
  ...NEEDED,
  'url',
  'within',
  'failed',
  'tenant',
  'id',
  'accounts',
  'foldCase',
  'context',
  'operation',
  'result',
];

const KINDS = ACCOUNT_KINDS.filter((kind) => kind !== 'person');

/**
 * Checks a profile that came from elsewhere.
 *
 * @param name its name in errors: the path of its file
 * @throws TypeError if something has another type, RangeError if something is empty, unknown or an invalid
 *   regular expression; both name the place: `profile.user[1]`
 */
export function checkProfile(given: unknown, name: string): Profile {
  const place: Place = { path: 'profile', name, depth: 0 };
  const profile = expectObject(given, place);
  expectKeys(profile, place, KNOWN, NEEDED);
  expectWords(profile.title, inside(place, 'title'), 'a title');
  if ('url' in profile) expectWords(profile.url, inside(place, 'url'), 'an address');
  if ('within' in profile) {
    expectEach(profile.within, inside(place, 'within'), 'paths', (path, at) =>
      expectWords(path, at, 'a path'),
    );
  }
  for (const key of ['access', 'failed']) {
    if (key in profile) checkPredicate(profile[key], inside(place, key));
  }
  for (const key of ['tenant', 'user', 'res', 'time', 'id', 'operation', 'result']) {
    if (key in profile) checkValue(profile[key], inside(place, key));
  }
  if ('accounts' in profile) checkAccounts(profile.accounts, inside(place, 'accounts'));
  if ('foldCase' in profile) checkFoldCase(profile.foldCase, inside(place, 'foldCase'));
  if ('context' in profile) checkContext(profile.context, inside(place, 'context'));
  return profile as unknown as Profile;
}

function checkAccounts(given: unknown, place: Place): void {
  const accounts = expectObject(given, place);
  expectKeys(accounts, place, KINDS);
  for (const [kind, predicate] of Object.entries(accounts)) checkPredicate(predicate, inside(place, kind));
}

function checkFoldCase(given: unknown, place: Place): void {
  expectEach(given, place, "'user' or 'res'", (one, at) => {
    if (one !== 'user' && one !== 'res') fail(at, "to be 'user' or 'res'", one);
  });
}

function checkContext(given: unknown, place: Place): void {
  for (const [name, value] of Object.entries(expectObject(given, place))) {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || TAKEN_NAMES.includes(name.toLowerCase())) {
      fail(place, `to have names of letters, digits and _, other than ${TAKEN_NAMES.join(', ')}`, name);
    }
    checkValue(value, inside(place, name));
  }
}
