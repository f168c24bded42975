import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectInteger } from '../../base/checks/expect.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { describe } from '../../base/text/describe.js';
import { runAtExit } from '../client/runAtExit.js';
import { findJava } from './findJava.js';
import { installSpark } from './installSpark.js';
import { killGroup } from './killGroup.js';
import { secretSettings } from './secretSettings.js';
import { untilReady } from './untilReady.js';

export interface StartSparkOptions {
  /** Worker processes of a standalone cluster, besides its master. 0: all in one process. Default: 0. */
  workers?: number;
  /** Cores of each worker, or of the one process. Default: 2 for one process, 1 for each worker. */
  cores?: number;
  /** Memory of the driver and of each worker, three quarters for its executor: '1500m'. Default: '2g'. */
  memory?: string;
  /**
   * A token that clients have to send. Default: a random one, since other users of this machine could
   * otherwise use the server in your name.
   */
  token?: string;
  /** More of Spark's settings; null leaves out one of ours. */
  settings?: Readonly<Record<string, string | null>>;
  /** Called before steps that take long: downloads, starting. */
  onStep?: (text: string) => void;
  /** Aborting it ends the start. Default: interrupting the notebook's kernel. */
  signal?: AbortSignal;
}

/** A Spark Connect server on this machine. */
export interface LocalSpark {
  /** For `connectSpark`, with the token. */
  url: string;
  /** Its processes: the server first; in a cluster, then the workers, and their master last. */
  pids: readonly number[];
  /** The folder that it works in; `stop` removes it. */
  folder: string;
  /** Stops it, and removes its files. */
  stop(): Promise<void>;
}

/**
 * Starts Spark Connect on this machine, only on the loopback, and downloads Spark (456 MB) and Java if there
 * are none. It ends with this process, even if that is killed.
 *
 * @throws Error if it doesn't start, with the last lines of its log
 */
export async function startSpark(options: StartSparkOptions = {}): Promise<LocalSpark> {
  checkNames('startSpark options', options, [
    ...['workers', 'cores', 'memory', 'token', 'settings', 'onStep', 'signal'],
  ]);
  const { workers = 0, memory = '2g', token = randomUUID(), settings = {}, onStep = () => {} } = options;
  const { cores = workers === 0 ? 2 : 1, signal = hostSignal() } = options;
  expectInteger('workers', workers, 0);
  expectInteger('cores', cores, 1);
  const executors = executorMemory(memory);
  const java = await findJava(onStep, signal);
  const home = await installSpark(onStep, signal);
  const folder = await mkdtemp(path.join(tmpdir(), 'access-anomaly-spark-'));
  const secrets = [token, ...secretSettings(settings)];
  const children: ChildProcess[] = [];
  const exitTask = runAtExit('./stopProcess.js', import.meta.url);
  exitTask.tell(JSON.stringify({ folder }));
  const env = {
    ...process.env,
    JAVA_HOME: java,
    SPARK_HOME: home,
    SPARK_LOCAL_IP: '127.0.0.1',
    SPARK_LOCAL_DIRS: folder,
    SPARK_WORKER_DIR: folder,
    SPARK_NO_DAEMONIZE: '1',
    SPARK_CONNECT_AUTHENTICATE_TOKEN: token,
    // The server must not act as a client.
    SPARK_REMOTE: undefined,
  };
  const start = (program: string, args: readonly string[], ready: RegExp) => {
    signal?.throwIfAborted();
    const child = spawn(path.join(home, 'bin', program), args, {
      cwd: folder,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    if (child.pid !== undefined) exitTask.tell(JSON.stringify({ group: child.pid }));
    return untilReady(child, program, ready, signal, secrets);
  };
  const stop = async () => {
    await Promise.all(children.map(endProcess));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    exitTask.cancel();
  };
  try {
    onStep('starting Spark Connect');
    let master = `local[${cores}]`;
    if (workers > 0) {
      const port = await freePort();
      master = `spark://127.0.0.1:${port}`;
      const host = ['--host', '127.0.0.1', '--webui-port', '0'];
      const masterArgs = ['org.apache.spark.deploy.master.Master', ...host, '--port', String(port)];
      await start('spark-class', masterArgs, /elected leader/);
      const size = ['--cores', String(cores), '--memory', memory];
      const workerArgs = ['org.apache.spark.deploy.worker.Worker', ...host, ...size, master];
      const begun = Array.from({ length: workers }, () =>
        start('spark-class', workerArgs, /registered with master/i),
      );
      await Promise.all(begun);
    }
    const port = await freePort();
    const all: Record<string, string | null> = {
      'spark.connect.grpc.binding.address': '127.0.0.1',
      'spark.connect.grpc.binding.port': String(port),
      'spark.checkpoint.dir': path.join(folder, 'checkpoints'),
      'spark.sql.warehouse.dir': path.join(folder, 'warehouse'),
      'spark.driver.host': '127.0.0.1',
      'spark.driver.bindAddress': '127.0.0.1',
      'spark.driver.memory': memory,
      ...(workers > 0 && {
        'spark.executor.memory': executors,
        'spark.cores.max': String(workers * cores),
      }),
      'spark.sql.shuffle.partitions': String(Math.max(4, 2 * cores * Math.max(workers, 1))),
      'spark.ui.enabled': 'false',
      // A process that has run out of memory is in an unknown state.
      'spark.driver.extraJavaOptions': '-XX:+ExitOnOutOfMemoryError',
      'spark.executor.extraJavaOptions': '-XX:+ExitOnOutOfMemoryError',
      'spark.cleaner.referenceTracking.cleanCheckpoints': 'true',
      ...settings,
    };
    // In a file, since other users can read arguments, and settings hold keys of object stores.
    const properties = path.join(folder, 'spark.properties');
    await writeFile(properties, propertiesOf(all), { mode: 0o600 });
    const connect = ['--class', 'org.apache.spark.sql.connect.service.SparkConnectServer'];
    await start(
      'spark-submit',
      [...connect, '--master', master, '--properties-file', properties, 'spark-internal'],
      /Spark Connect server started/,
    );
    const server = {
      url: `sc://127.0.0.1:${port}/;token=${encodeURIComponent(token)}`,
      pids: children.toReversed().map(({ pid }) => pid!),
      folder,
      stop,
    };
    // Not shown by a notebook, since it has the token.
    return Object.defineProperty(server, 'url', { enumerable: false });
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Settings as Java reads them: a line for each, with line ends escaped. */
function propertiesOf(settings: Readonly<Record<string, string | null>>): string {
  const escaped = (text: string) =>
    text.replace(/[\\\s=:#!]/g, (sign) => (sign === '\n' ? '\\n' : sign === '\r' ? '\\r' : `\\${sign}`));
  return Object.entries(settings)
    .flatMap(([name, value]) => (value === null ? [] : `${escaped(name)}=${escaped(value)}\n`))
    .join('');
}

/** A worker's memory is for its executor and a little more. */
function executorMemory(memory: string): string {
  const [, number, unit] = /^(\d+)([mg])$/i.exec(memory) ?? [];
  if (number === undefined)
    throw new RangeError(`Expected memory such as 2g or 1500m, got ${describe(memory)}`);
  return `${Math.floor(Number(number) * (unit.toLowerCase() === 'g' ? 1024 : 1) * 0.75)}m`;
}

function endProcess(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined) return resolve();
    const isOver = child.exitCode !== null || child.signalCode !== null;
    child.ref();
    child.on('exit', () => resolve());
    // Do this even if it has ended: executors outlive their worker.
    killGroup(child.pid);
    if (isOver) resolve();
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
