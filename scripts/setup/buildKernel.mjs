// @ts-check
import path from 'node:path';
import { root } from '../paths.mjs';
import { mustRun } from '../run.mjs';

/**
 * Compiles the AssemblyScript kernel twice: kernel.wasm for every Node that we support, kernel-fused.wasm with the fused
 * multiply-add of relaxed SIMD.
 * @param {string} source folder of index.ts
 * @param {string} target folder
 */
export async function buildKernel(source, target) {
  await compile(source, path.join(target, 'kernel.wasm'));
  await compile(source, path.join(target, 'kernel-fused.wasm'), '--enable', 'relaxed-simd');
}

/**
 * @param {string} source
 * @param {string} outFile
 * @param {string[]} more
 */
async function compile(source, outFile, ...more) {
  await mustRun(process.execPath, [
    path.join(root, 'node_modules', 'assemblyscript', 'bin', 'asc.js'),
    path.join(path.relative(root, source), 'index.ts'),
    '--outFile',
    path.relative(root, outFile),
    ...['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert'],
    ...['--enable', 'simd', '--enable', 'threads', '--runtime', 'stub'],
    // One shared memory for all threads, as large as the fit needs.
    ...['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
    // Vectors pass between the kernel's own functions only.
    ...['--disableWarning', '112'],
    ...more,
  ]);
}
