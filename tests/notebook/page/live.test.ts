import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the script of the page is bundled of lib and packages alone', async () => {
  const { metafile } = await build({
    entryPoints: ['lib/notebook/page/browser/live.ts'],
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const files = Object.keys(metafile.inputs);
  expect(files).toContain('lib/notebook/page/browser/live.ts');
  expect(files.filter((file) => !/(^lib|node_modules)\//.test(file))).toEqual([]);
});
