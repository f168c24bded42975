// @ts-check
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../paths.mjs';
import { mustRun } from '../run.mjs';
import { stamp } from './stamp.mjs';

/**
 * Compiles the AssemblyScript kernel twice: kernel.wasm for every Node that we support, kernel-fused.wasm
 * with the fused multiply-add of relaxed SIMD.
 * @param {string} source folder of index.ts
 * @param {string} target folder
 */
export async function buildKernel(source, target) {
  const sources = readdirSync(source).filter((file) => file.endsWith('.ts'));
  const inputs = [
    ...sources.sort().map((file) => path.join(source, file)),
    fileURLToPath(import.meta.url),
    path.join(root, 'package-lock.json'),
  ];
  const state = stamp('kernel', { inputs, output: path.join(target, 'kernel-fused.wasm') });
  if (state.upToDate) return;
  mkdirSync(target, { recursive: true });
  const compile = (/** @type {string} */ name, /** @type {string[]} */ ...more) =>
    mustRun(process.execPath, [
      path.join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js'),
      path.join(path.relative(root, source), 'index.ts'),
      '--outFile',
      path.join(path.relative(root, target), name),
      ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
      ...['--enable', 'simd', '--enable', 'threads', '--runtime', 'stub'],
      // One shared memory for all threads, as large as the fit needs.
      ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
      // Vectors pass between the kernel's own functions only.
      ...['--disableWarning', '112'],
      ...more,
    ]);
  await compile('kernel.wasm');
  await compile('kernel-fused.wasm', '--enable', 'relaxed-simd');
  state.done();
}
