import { existsSync, readFileSync } from 'node:fs';

const read = new Map<string, string>();

/** A script for a page, which scripts/setup/buildPage.mjs bundled from the file of that name in page/. */
export function pageScript(name: string): string {
  const known = read.get(name);
  if (known !== undefined) return known;
  // Tests run the sources, which are beside dist.
  const file = [`page/${name}.js`, `../dist/notebook/page/${name}.js`]
    .map((place) => new URL(place, import.meta.url))
    .find((url) => existsSync(url));
  if (file === undefined) {
    throw new Error(`Expected ${name}.js beside the library, got none; run npm run build`);
  }
  const text = readFileSync(file, 'utf8');
  read.set(name, text);
  return text;
}
