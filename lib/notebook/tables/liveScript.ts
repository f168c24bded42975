import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

let script: string | null = null;

/**
 * The script that lets a page answer, packed, as an element. Every output brings its own copy (some 30 kB),
 * so that none depends on another that may be deleted; the first to run serves the whole page. The report
 * leaves it out and carries one for all.
 */
export function liveScript(): string {
  if (script === null) {
    // Built by scripts/setup/buildLibrary.mjs; a test runs the sources beside dist.
    const file = [
      new URL('../page/live.js', import.meta.url),
      new URL('../../dist/notebook/page/live.js', import.meta.url),
    ].find((url) => existsSync(url));
    if (file === undefined)
      throw new Error('Expected live.js beside the library, got none; run npm run build');
    const packed = gzipSync(readFileSync(file), { level: 9 }).toString('base64');
    script = `<script class="access-live">${unpack(packed)}</script>`;
  }
  return script;
}

function unpack(packed: string): string {
  return (
    '(async()=>{if(!window.accessPage){' +
    `window.accessPage=new Response(new Blob([Uint8Array.from(atob("${packed}"),c=>c.charCodeAt(0))]).stream()` +
    '.pipeThrough(new DecompressionStream("gzip"))).text().then(code=>(0,eval)(code))}' +
    'await window.accessPage;window.answerPage()})()'
  );
}
