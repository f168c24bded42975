// @ts-check
// npm run lock:python: environment.yml's pins, and all that they need, with hashes, for every Python from
// 3.10 on and every system, in requirements.txt. It uses uv, since pip can't lock for other systems than its
// own.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from './paths.mjs';
import { main, mustRun } from './run.mjs';
import { findPython, interpreter, NEEDED, readPins, requirements } from './setup/preparePython.mjs';

const UV = 'uv==0.13.9';

await main(async () => {
  const venv = path.join(build, 'uv');
  await mustRun(findPython(), ['-m', 'venv', venv]);
  const python = interpreter(venv);
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', UV]);
  const pins = path.join(build, 'requirements.in');
  writeFileSync(pins, `${readPins().join('\n')}\n`);
  const options = ['--universal', '--generate-hashes', '--no-annotate', '--quiet'];
  await mustRun(python, [
    ...['-m', 'uv', 'pip', 'compile', ...options, '--python-version', NEEDED.join('.')],
    ...['--custom-compile-command', 'npm run lock:python', pins, '--output-file', requirements],
  ]);
  console.log(`written to ${path.relative(root, requirements)}`);
});
