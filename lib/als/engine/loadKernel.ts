import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ResolvedAlsOptions } from '../checkOptions.js';
import { type Memory, type Module, webAssembly } from './webAssembly.js';

/** The functions of the kernel that a thread calls; see ../kernel/index.ts. Pointers are byte offsets. */
export interface Kernel {
  configure(
    rank: number,
    implicitPrefs: boolean,
    nonnegative: boolean,
    wide: boolean,
    cgSteps: number,
    regParam: number,
    alpha: number,
    scratch: number,
  ): number;
  gramLength(): number;
  gramRows(fixed: number, first: number, end: number, target: number): void;
  sumGrams(partial: number, count: number, target: number): void;
  solveRows(
    first: number,
    end: number,
    starts: number,
    others: number,
    ratings: number,
    fixed: number,
    solved: number,
    gram: number,
    statistics: number,
  ): void;
}

/** The settings of the kernel. */
export type KernelSettings = Pick<
  ResolvedAlsOptions,
  'rank' | 'implicitPrefs' | 'nonnegative' | 'regParam' | 'alpha'
> & {
  /** Whether all sums are in 64 bits. */
  wide: boolean;
  /** 0 = exact. */
  cgSteps: number;
};

const require = createRequire(import.meta.url);
let compiled: Module | undefined;

/** A file of lib/dist/als, looked up by the package's name, so that tests of the sources find it, too. */
export function builtFile(name: string): string {
  return require.resolve(`access-anomaly/als/${name}`);
}

/**
 * The kernel, compiled once per process: with fused multiply-add if there is relaxed SIMD (from Node 22 on).
 */
export function kernelModule(): Module {
  if (compiled) return compiled;
  const fused = readFileSync(builtFile('kernel-fused.wasm'));
  compiled = new webAssembly.Module(
    webAssembly.validate(fused) ? fused : readFileSync(builtFile('kernel.wasm')),
  );
  return compiled;
}

/** An instance of the kernel for one thread. */
export function instantiate(
  module: Module,
  memory: Memory,
  settings: KernelSettings,
  scratch: number,
): Kernel {
  const abort = () => {
    throw new Error('The kernel of ALS stopped: this is a bug of access-anomaly');
  };
  const instance = new webAssembly.Instance(module, { env: { memory, abort } });
  const kernel = instance.exports as unknown as Kernel;
  const { rank, implicitPrefs, nonnegative, wide, cgSteps, regParam, alpha } = settings;
  kernel.configure(rank, implicitPrefs, nonnegative, wide, cgSteps, regParam, alpha, scratch);
  return kernel;
}
