// @ts-check
// npm run spark:messages: makes lib/spark/generated from the .proto files in Spark's own jar.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { installSpark } from '../lib/dist/spark/local/installSpark.js';
import { root } from './paths.mjs';
import { main } from './run.mjs';
import { setup } from './setup/setup.mjs';
import { makeMessages } from './spark/makeMessages.mjs';

await main(async () => {
  const { executable } = await setup();
  const files = await makeMessages(await installSpark(console.log), executable);
  const folder = path.join(root, 'lib', 'spark', 'generated');
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
});
