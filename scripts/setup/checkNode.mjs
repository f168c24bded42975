// @ts-check

/** Refuses a Node that can't load ES modules by require(), as the kernel does with the library. */
export function checkNode() {
  if (/** @type {{ require_module?: boolean }} */ (process.features).require_module) return;
  throw new Error(
    `Expected Node 20.19 or newer (of the 22s, 22.12 or newer), got ${process.versions.node} (${process.execPath})`,
  );
}
