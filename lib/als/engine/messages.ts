import type { Plan } from './plan.js';
import type { Memory, Module } from './webAssembly.js';

/** What a worker is told; it answers 'done' to each 'iterate'. */
export type Request =
  | {
      type: 'open';
      module: Module;
      memory: Memory;
      plan: Plan;
      thread: number;
      threads: number;
    }
  | { type: 'iterate' }
  | { type: 'close' };
