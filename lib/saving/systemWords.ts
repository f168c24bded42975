/**
 * The system's error about a file, in words: 'permission denied (EACCES)'. Node's messages also have the call
 * and the path.
 */
export function systemWords(error: unknown): string {
  const { code, message = String(error) } = error as NodeJS.ErrnoException;
  const said = /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1];
  return said !== undefined && code !== undefined ? `${said} (${code})` : message.split('\n', 1)[0];
}
