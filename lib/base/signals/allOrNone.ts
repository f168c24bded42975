/**
 * Runs tasks at the same time. If one fails, or the signal is aborted, it aborts the others and waits for
 * them.
 *
 * @throws the first error
 */
export async function allOrNone<Results extends readonly unknown[]>(
  works: { readonly [Key in keyof Results]: (signal: AbortSignal) => Promise<Results[Key]> },
  signal?: AbortSignal,
): Promise<Results> {
  const controller = new AbortController();
  const both = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
  const going = works.map((work) => work(both));
  try {
    return (await Promise.all(going)) as unknown as Results;
  } catch (error) {
    controller.abort(error);
    await Promise.allSettled(going);
    throw error;
  }
}
