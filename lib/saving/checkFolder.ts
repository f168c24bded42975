import { expectText } from '../base/checks/expect.js';
import { cannotSave } from './cannotSave.js';
import { expectRoomFor } from './expectRoomFor.js';

/**
 * Checks that a model can probably be saved in a folder, before the work is done. Nothing is made, so saving
 * may still fail, for example if the disk is full.
 *
 * @throws Error naming a folder that can't be made or written, and why
 *
 * @example
 * await checkFolder('models/february-1');
 */
export async function checkFolder(folder: string): Promise<void> {
  expectText('the folder', folder);
  await expectRoomFor(folder).catch((error: unknown) => {
    throw cannotSave(folder, error);
  });
}
