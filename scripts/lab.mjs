// @ts-check
// npm run lab [-- options of jupyter lab]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { defaultNotebook, root } from './paths.mjs';
import { main } from './run.mjs';
import { setup } from './setup/setup.mjs';

await main(async () => {
  const { executable, env } = await setup();
  const opened = path.relative(root, defaultNotebook).split(path.sep).join('/');
  const options = [`--ServerApp.root_dir=${root}`, `--LabApp.default_url=/lab/tree/${opened}`];
  const lab = spawn(executable, ['-m', 'jupyterlab', ...options, ...process.argv.slice(2)], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  // A terminal's Ctrl+C reaches JupyterLab as well, which asks before it stops; this process ends after it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => lab.kill('SIGTERM'));
  [process.exitCode] = await once(lab, 'exit');
});
