/** How many bits tell codes from 0 to below `size` apart. */
export function bitsOf(size: number): number {
  return size <= 1 ? 0 : 32 - Math.clz32(size - 1);
}
