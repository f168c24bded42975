import { expect, it } from 'vitest';
import { worthMasking } from '../../../lib/base/text/worthMasking.js';
import { environmentSecrets } from '../../../lib/sinks/services/environmentSecrets.js';
import { secretsOf } from '../../../lib/spark/client/secretsOf.js';
import { secretSettings } from '../../../lib/spark/local/secretSettings.js';

const USELESS = ['', 'abc', 'true', 'FALSE', 'none', 'null'];

it('leaves out what would be found in other words', () => {
  expect(worthMasking([...USELESS, undefined, null, 'abcd', 'true-secret', 'abcd'])).toEqual([
    'abcd',
    'true-secret',
  ]);
});

it('is the rule of all places that have secrets', () => {
  for (const value of USELESS) {
    expect(environmentSecrets({ AZURE_PASSWORD: value, HTTP_PROXY: `http://:${value}@proxy` })).not.toContain(
      value,
    );
    expect(secretsOf({ token: null, headers: { 'x-any': value } })).toEqual([]);
    expect(secretSettings({ 'spark.x.token.enabled': value })).toEqual([]);
  }
  expect(environmentSecrets({ AZURE_PASSWORD: 'abcd' })).toEqual(['abcd']);
  expect(secretsOf({ token: 'abc', headers: { 'x-any': 'abcd' } })).toEqual(['abc', 'abcd']);
  const settings = {
    'spark.hadoop.fs.s3a.secret.key': 'abcd',
    'spark.app.name': 'efgh',
    'spark.password': null,
  };
  expect(secretSettings(settings)).toEqual(['abcd']);
});
