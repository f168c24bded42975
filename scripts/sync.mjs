// @ts-check
// npm run sync: brings the notebooks and their text pairs in step, the newer one winning, and drops the outputs.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { main, mustRun } from './run.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { preparePython } from './setup/preparePython.mjs';

await main(async () => {
  await installPackages();
  const { executable, env } = await preparePython();
  const folder = path.join(root, 'notebooks');
  const notebooks = readdirSync(folder).filter((file) => file.endsWith('.ipynb'));
  await mustRun(executable, ['-m', 'jupytext', '--sync', ...notebooks], { cwd: folder, env });
  await mustRun(
    executable,
    ['-m', 'nbconvert', '--clear-output', '--inplace', '--log-level=ERROR', ...notebooks],
    {
      cwd: folder,
      env,
    },
  );
  // Emptying the outputs made the notebooks the newer half.
  await mustRun(executable, ['-m', 'jupytext', '--sync', '--quiet', ...notebooks], { cwd: folder, env });
});
