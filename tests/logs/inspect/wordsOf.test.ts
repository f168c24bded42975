import { expect, it } from 'vitest';
import { parsePath } from '../../../lib/logs/fields/path.js';
import { wordsOf } from '../../../lib/logs/inspect/wordsOf.js';

it.each([
  ['UserLoginName', ['user', 'login', 'name']],
  ['USER_ID_DERIVED', ['user', 'id', 'derived']],
  ['cs-uri-stem', ['cs', 'uri', 'stem']],
  ['sourceIPAddress', ['source', 'ip', 'address']],
  ['TimeGenerated [UTC]', ['time', 'generated', 'utc']],
  ['größe', ['größe']],
])('the words of %s are %j', (name, words) => {
  expect(wordsOf([name]).last).toEqual(words);
});

it.each([
  ['entity.file.name', ['file']],
  ['properties.vault.name', ['vault']],
  ['target[type=AppInstance].displayName', ['app', 'instance']],
  ['chain[2].id', ['chain']],
  ['actor.email', ['email']],
  ['name', ['name']],
])('the subject of %s is %j', (name, words) => {
  expect(wordsOf(parsePath(name)).subject).toEqual(words);
});
