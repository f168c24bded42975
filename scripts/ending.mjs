// @ts-check
// How a script ends when it is told to, or when the npm that started it is gone: it ends its children first.
import { spawnSync } from 'node:child_process';

/** How long a child may take to end by itself. */
const PATIENCE_MS = 3000;
const LOOK_MS = 500;

const controller = new AbortController();

/** Aborted by SIGTERM, SIGINT or SIGHUP, or npm's end; the reason's `signal` is its name. */
export const ended = controller.signal;

/** From now on a signal, or npm's end, ends this process by way of `ended`. */
export function endOnSignals() {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP'])) {
    process.on(signal, () => end(signal));
  }
  // A killed npm can't pass on signals. Without npm, a script may outlive the shell that started it.
  const npm = process.env.npm_lifecycle_event ? npmAbove() : undefined;
  if (npm !== undefined) setInterval(() => isAlive(npm) || end('SIGHUP'), LOOK_MS).unref();
}

/** The npm that runs this script: its parent, or that of the shell between them. */
function npmAbove() {
  let pid = process.ppid;
  for (let steps = 0; steps < 2; steps++) {
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
    const [, above, args] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? [];
    if (above === undefined) return undefined;
    if (/^(?!sh |\/bin\/sh ).*\b(npm|pnpm|yarn)\b/.test(args)) return pid;
    pid = Number(above);
  }
  return undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @param {NodeJS.Signals} signal */
function end(signal) {
  controller.abort(Object.assign(new Error(`Ended by ${signal}.`), { signal }));
}

/**
 * Ends a child when we have to end: by SIGTERM, and by SIGKILL if it ignores that.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} to be called when it has ended
 */
export function endWith(child) {
  /** @type {NodeJS.Timeout | undefined} */
  let patience;
  const stop = () => {
    child.kill('SIGTERM');
    patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  };
  ended.addEventListener('abort', stop);
  return () => {
    ended.removeEventListener('abort', stop);
    clearTimeout(patience);
  };
}
