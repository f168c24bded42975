// @ts-check
// npm run spark:messages: makes lib/spark/proto from the .proto files in Spark's own jar. Their licence is at their heads.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installSpark } from '../lib/dist/spark/local/installSpark.js';
import { root } from './paths.mjs';
import { main, mustRun } from './run.mjs';
import { setup } from './setup/setup.mjs';

const BUF = '@bufbuild/buf@1.75.0';
const PLUGIN = '@bufbuild/protoc-gen-es@2.17.0';
/** Not asked for by anybody here. */
const UNUSED = ['example_plugins_pb.ts'];

await main(async () => {
  const python = await setup();
  const home = await installSpark(console.log);
  const jars = path.join(home, 'jars');
  const jar = readdirSync(jars).find((name) => name.startsWith('spark-connect_'));
  const folder = mkdtempSync(path.join(tmpdir(), 'spark-messages-'));
  try {
    const all = path.join(folder, 'all');
    await mustRun(python.executable, ['-m', 'zipfile', '-e', path.join(jars, String(jar)), all]);
    const protos = path.join(folder, 'proto', 'spark', 'connect');
    mkdirSync(protos, { recursive: true });
    cpSync(path.join(all, 'spark', 'connect'), protos, {
      recursive: true,
      filter: (file) => !path.extname(file) || file.endsWith('.proto'),
    });
    writeFileSync(
      path.join(folder, 'buf.gen.yaml'),
      'version: v2\ninputs:\n  - directory: proto\nplugins:\n  - local: protoc-gen-es\n    out: out\n    opt: [target=ts, import_extension=js]\n',
    );
    await mustRun('npx', ['--yes', '-p', BUF, '-p', PLUGIN, 'buf', 'generate'], { cwd: folder });
    const made = path.join(folder, 'out', 'spark', 'connect');
    for (const file of readdirSync(made).filter((name) => !UNUSED.includes(name))) {
      cpSync(path.join(made, file), path.join(root, 'lib', 'spark', 'proto', file));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
