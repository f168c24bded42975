/**
 * Loads a package that only some users need.
 *
 * @param load imports it
 * @throws Error saying how to install it
 */
export async function loadPackage<T>(load: () => Promise<T>, names: string): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(`Expected ${names} to be installed: run npm install ${names}`);
  }
}
