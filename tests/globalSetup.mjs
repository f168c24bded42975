// @ts-check
import { setupLibrary } from '../scripts/setup/setup.mjs';

/** Tests of lib/ run the workers and the WASM of lib/dist, which are to be those of today's sources. */
export const setup = setupLibrary;
