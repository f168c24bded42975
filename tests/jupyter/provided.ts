import 'vitest';

// What globalSetup.mjs hands to the tests; they read it with inject().
declare module 'vitest' {
  export interface ProvidedContext {
    /** The interpreter with Jupyter in it, and the environment to run it in. */
    python: { executable: string; env: Record<string, string> };
    /** A browser's path, or '' if there is none. */
    chromium: string;
    /** A folder for this run of the tests. */
    runs: string;
  }
}
