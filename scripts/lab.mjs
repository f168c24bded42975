// @ts-check
// npm run lab [-- options of jupyter lab]
import path from 'node:path';
import { defaultNotebook, root } from './paths.mjs';
import { main, run } from './run.mjs';
import { setup } from './setup/setup.mjs';

await main(async () => {
  const { executable, env } = await setup();
  const opened = path.relative(root, defaultNotebook).split(path.sep).join('/');
  // Ctrl+C is for JupyterLab, which asks whether to stop; this process ends after it.
  process.on('SIGINT', () => {});
  process.exitCode = run(
    executable,
    ['-m', 'jupyterlab', `--ServerApp.root_dir=${root}`, `--LabApp.default_url=/lab/tree/${opened}`, ...process.argv.slice(2)],
    { env },
  );
});
