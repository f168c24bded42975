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

test('the module of a selection is its own, and exports what anywidget takes', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: ['lib/notebook/page/browser/selectionView.ts'],
    bundle: true,
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  expect(Object.keys(metafile.inputs)).toEqual(['lib/notebook/page/browser/selectionView.ts']);
  const { default: view } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  expect(view).toEqual({ render: expect.any(Function) });
});
