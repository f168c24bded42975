import { collectGarbage } from '../../base/threads/collectGarbage.js';
import { IDLE_MS } from '../../base/threads/pool.js';
import { type Memory, MOST_PAGES, PAGE, webAssembly } from './webAssembly.js';

/** Collecting the garbage of a JavaScript heap of up to this many bytes takes nearly no time. */
const SMALL_HEAP = 256 * 2 ** 20;

/** Memories that wait for their next fit, the smallest first. */
let idle: Memory[] = [];
let timer: NodeJS.Timeout | undefined;

/**
 * A shared memory whose first `bytes` are zeros. A memory that an earlier fit gave back is reused, and grown
 * if it is too small: V8 would only free it after several more of its size.
 */
export function takeMemory(bytes: number): Memory {
  const pages = Math.ceil(bytes / PAGE);
  const isLarge = ({ buffer }: Memory) => buffer.byteLength >= pages * PAGE;
  const place = idle.findIndex(isLarge);
  const [memory] = idle.splice(place < 0 ? idle.length - 1 : place, 1);
  if (memory === undefined) return newMemory(pages);
  const used = Math.min(bytes, memory.buffer.byteLength);
  if (!isLarge(memory) && !grow(memory, pages)) return newMemory(pages);
  new Uint8Array(memory.buffer, 0, used).fill(0);
  return memory;
}

/** Gives back a memory that no thread uses. */
export function giveBackMemory(memory: Memory): void {
  idle.push(memory);
  idle.sort((a, b) => a.buffer.byteLength - b.buffer.byteLength);
  clearTimeout(timer);
  timer = setTimeout(letGo, IDLE_MS).unref();
}

function letGo(): void {
  idle = [];
  if (process.memoryUsage().heapUsed < SMALL_HEAP) collectGarbage();
}

function newMemory(initial: number): Memory {
  try {
    // The rest only reserves address space until the memory grows.
    return new webAssembly.Memory({ initial, maximum: MOST_PAGES, shared: true });
  } catch {
    // If address space is scarce (ulimit -v), it gets no room to grow.
    return new webAssembly.Memory({ initial, maximum: initial, shared: true });
  }
}

/** Whether it could be grown to this many pages. */
function grow(memory: Memory, pages: number): boolean {
  try {
    memory.grow(pages - memory.buffer.byteLength / PAGE);
    return true;
  } catch {
    return false;
  }
}
