/**
 * The signal that the process's host offers for computations that weren't given one: the notebook's kernel aborts it
 * when the user interrupts. Undefined where there is no such host.
 */
export function hostSignal(): AbortSignal | undefined {
  return (globalThis as { [key: symbol]: AbortSignal | undefined })[Symbol.for('access-anomaly.interrupt')];
}
