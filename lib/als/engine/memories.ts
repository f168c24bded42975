import { collectGarbage } from '../../base/threads/collectGarbage.js';
import { IDLE_MS } from '../../base/threads/pool.js';
import { type Memory, MOST_PAGES, PAGE, webAssembly } from './webAssembly.js';

/** Collecting the garbage of a JavaScript heap of up to so many bytes takes next to no time. */
const SMALL_HEAP = 256 * 2 ** 20;

/** Memories that wait for their next fit, the smallest first. */
let idle: Memory[] = [];
let timer: NodeJS.Timeout | undefined;

/**
 * A shared memory whose first `bytes` are zeros. One that an earlier fit gave back is taken again, and grown
 * where it is too small: V8 would free it only after several more of its size.
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

/** Gives a memory back that no thread works on any more. */
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
    // Of the rest only the address space, until it is grown.
    return new webAssembly.Memory({ initial, maximum: MOST_PAGES, shared: true });
  } catch {
    // Where address space is scarce (ulimit -v), it gets no room to grow.
    return new webAssembly.Memory({ initial, maximum: initial, shared: true });
  }
}

/** Whether it could be grown to so many pages. */
function grow(memory: Memory, pages: number): boolean {
  try {
    memory.grow(pages - memory.buffer.byteLength / PAGE);
    return true;
  } catch {
    return false;
  }
}
