import { gzipSync } from 'node:zlib';
import { pageScript } from '../pageScript.js';

let script: string | null = null;

/**
 * The script that lets a page answer, packed, as an element. Every output has its own copy (some 30 kB), so
 * that none depends on another that may be deleted; the first one to run serves the whole page. The report
 * leaves these copies out, and has one for all outputs.
 */
export function liveScript(): string {
  if (script === null) {
    const packed = gzipSync(pageScript('live'), { level: 9 }).toString('base64');
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
