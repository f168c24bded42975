import { checkPattern } from './checkPattern.js';
import { checkValue } from './checkValue.js';
import { expectKeys, expectList, expectObject, fail } from './expectShape.js';
import { inside, type Place } from './Place.js';

const FORMS = 'an object with all, any, not or field';

const TESTS = ['is', 'not', 'matches', 'filled', 'above'];

/** @throws TypeError, RangeError naming the place */
export function checkPredicate(given: unknown, place: Place): void {
  const predicate = expectObject(given, place, FORMS);
  if ('field' in predicate) {
    checkField(predicate, place);
    return;
  }
  expectKeys(predicate, place, ['all', 'any', 'not', 'field', ...TESTS]);
  const forms = ['all', 'any', 'not'].filter((form) => form in predicate);
  if (forms.length !== 1 || Object.keys(predicate).length !== 1) {
    fail(place, `to be ${FORMS}`, given);
  }
  const [form] = forms;
  const at = inside(place, form);
  if (form === 'not') checkPredicate(predicate.not, at);
  else {
    expectList(predicate[form], at, 'predicates').forEach((one, i) => {
      checkPredicate(one, inside(at, i));
    });
  }
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
  } else if (!Array.isArray(tested)) checkScalar(tested, at);
  else {
    expectList(tested, at, 'texts, numbers, true or false').forEach((one, i) => {
      checkScalar(one, inside(at, i));
    });
  }
}

function checkScalar(given: unknown, place: Place): void {
  if (typeof given === 'boolean' || Number.isFinite(given)) return;
  if (typeof given === 'string' && given !== '' && !given.includes('\0')) return;
  fail(place, 'to be a text, a number, true or false', given);
}
