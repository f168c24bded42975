import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, it } from 'vitest';
import { installSpark } from '../../../lib/spark/local/installSpark.js';
import '../../jupyter/provided.js';

const { makeMessages } = (await import('../../../scripts/spark/makeMessages.mjs' as string)) as {
  makeMessages(home: string, python: string): Promise<Map<string, string>>;
};

// Another Spark may have other messages.
it.skipIf(process.env.SPARK_HOME)('lib/spark/generated is what npm run spark:messages makes', async () => {
  const folder = path.join('lib', 'spark', 'generated');
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const made = await makeMessages(await installSpark(), inject('python').executable);
  expect(names.sort()).toEqual([...made.keys()]);
  for (const [name, text] of made) {
    expect(readFileSync(path.join(folder, name), 'utf8'), name).toBe(text);
  }
});
