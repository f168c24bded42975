// @ts-check
// npm run lab [-- options of jupyter lab]
import path from 'node:path';
import { endOnSignals } from './ending.mjs';
import { defaultNotebook, root, underParent } from './paths.mjs';
import { main, run } from './run.mjs';
import { setup } from './setup/setup.mjs';

endOnSignals();
await main(async () => {
  const { executable, env } = await setup();
  const opened = path.relative(root, defaultNotebook).split(path.sep).join('/');
  const options = [`--ServerApp.root_dir=${root}`, `--LabApp.default_url=/lab/tree/${opened}`];
  // A terminal's Ctrl+C reaches JupyterLab as well, which asks before it stops.
  process.removeAllListeners('SIGINT');
  process.on('SIGINT', () => {});
  process.exitCode = await run(
    executable,
    [underParent, '-m', 'jupyterlab', ...options, ...process.argv.slice(2)],
    { env },
  );
});
