/**
 * The signal for computations that weren't given one: the notebook's kernel sets it, and aborts it when the
 * user interrupts. Undefined outside of a notebook.
 */
export function hostSignal(): AbortSignal | undefined {
  return (globalThis as { [key: symbol]: AbortSignal | undefined })[Symbol.for('access-anomaly.interrupt')];
}
