// @ts-check

/** Node loads ES modules by require(), as the kernel does with the library, from this version on. */
const NEEDED = [20, 19];

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Error(`Expected Node ${NEEDED.join('.')} or newer, got ${version} (${process.execPath})`);
}
