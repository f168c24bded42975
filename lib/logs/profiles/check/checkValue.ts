import { FAMILIES } from '../Profile.js';
import { checkPattern } from './checkPattern.js';
import { expectCharacters, expectEach, expectKeys, expectObject, expectWords, fail } from './expectShape.js';
import { inside, type Place } from './Place.js';

const FORMS = 'a path, a list, or an object with text, join, cases or of';

const CHANGES = ['before', 'after', 'case', 'match', 'replace', 'family'];

/** @throws TypeError, RangeError naming the place */
export function checkValue(given: unknown, place: Place): void {
  if (typeof given === 'string') {
    expectWords(given, place, FORMS);
    return;
  }
  if (Array.isArray(given)) {
    expectEach(given, place, 'values', checkValue);
    return;
  }
  const value = expectObject(given, place, FORMS);
  if ('text' in value) {
    expectKeys(value, place, ['text']);
    expectCharacters(value.text, inside(place, 'text'));
  } else if ('join' in value) checkJoin(value, place);
  else if ('cases' in value) checkCases(value, place);
  else if ('of' in value) checkChange(value, place);
  else {
    expectKeys(value, place, ['text', 'join', 'with', 'cases', 'else', 'of', ...CHANGES, 'by']);
    fail(place, `to be ${FORMS}`, given);
  }
}

function checkJoin(value: Record<string, unknown>, place: Place): void {
  expectKeys(value, place, ['join', 'with']);
  expectEach(value.join, inside(place, 'join'), 'values', checkValue);
  if ('with' in value) expectCharacters(value.with, inside(place, 'with'));
}

function checkCases(value: Record<string, unknown>, place: Place): void {
  expectKeys(value, place, ['cases', 'else']);
  expectEach(value.cases, inside(place, 'cases'), 'objects with when and use', (one, each) => {
    const branch = expectObject(one, each, 'an object with when and use');
    expectKeys(branch, each, ['when', 'use'], ['when', 'use']);
    checkPredicate(branch.when, inside(each, 'when'));
    checkValue(branch.use, inside(each, 'use'));
  });
  if ('else' in value) checkValue(value.else, inside(place, 'else'));
}

function checkChange(value: Record<string, unknown>, place: Place): void {
  expectKeys(value, place, ['of', ...CHANGES, 'by']);
  checkValue(value.of, inside(place, 'of'));
  const changes = CHANGES.filter((change) => change in value);
  if (changes.length !== 1 || 'replace' in value !== 'by' in value) {
    fail(place, `to have of and one of ${CHANGES.join(', ')}, and by beside replace`, value);
  }
  const [change] = changes;
  const at = inside(place, change);
  if (change === 'case') {
    if (value.case !== 'upper' && value.case !== 'lower') fail(at, "to be 'upper' or 'lower'", value.case);
  } else if (change === 'family') {
    if (!FAMILIES.some((family) => family === value.family)) {
      fail(at, `to be one of ${FAMILIES.join(', ')}`, value.family);
    }
  } else if (change === 'match' || change === 'replace') checkPattern(value[change], at);
  else expectCharacters(value[change], at);
  if ('by' in value && typeof value.by !== 'string') fail(inside(place, 'by'), 'to be a text', value.by);
}

const PREDICATE_FORMS = 'an object with all, any, not or field';

const TESTS = ['is', 'not', 'matches', 'filled', 'above'];

/** @throws TypeError, RangeError naming the place */
export function checkPredicate(given: unknown, place: Place): void {
  const predicate = expectObject(given, place, PREDICATE_FORMS);
  if ('field' in predicate) {
    checkField(predicate, place);
    return;
  }
  expectKeys(predicate, place, ['all', 'any', 'not', 'field', ...TESTS]);
  const forms = ['all', 'any', 'not'].filter((form) => form in predicate);
  if (forms.length !== 1 || Object.keys(predicate).length !== 1) {
    fail(place, `to be ${PREDICATE_FORMS}`, given);
  }
  const [form] = forms;
  const at = inside(place, form);
  if (form === 'not') checkPredicate(predicate.not, at);
  else expectEach(predicate[form], at, 'predicates', checkPredicate);
}

function checkField(predicate: Record<string, unknown>, place: Place): void {
  expectKeys(predicate, place, ['field', ...TESTS]);
  checkValue(predicate.field, inside(place, 'field'));
  const tests = TESTS.filter((test) => test in predicate);
  if (tests.length !== 1) fail(place, `to have field and one of ${TESTS.join(', ')}`, predicate);
  const [test] = tests;
  const at = inside(place, test);
  const tested = predicate[test];
  if (test === 'matches') checkPattern(tested, at);
  else if (test === 'filled') {
    if (typeof tested !== 'boolean') fail(at, 'to be true or false', tested);
  } else if (test === 'above') {
    if (!Number.isFinite(tested)) fail(at, 'to be a number', tested);
  } else if (Array.isArray(tested)) expectEach(tested, at, 'texts, numbers, true or false', checkScalar);
  else checkScalar(tested, at);
}

function checkScalar(given: unknown, place: Place): void {
  if (typeof given === 'boolean' || Number.isFinite(given)) return;
  if (typeof given === 'string' && given !== '' && !given.includes('\0')) return;
  fail(place, 'to be a text, a number, true or false', given);
}
