/** Data for the page's script, escaped so that no name can end the script element or open a comment in it. */
export function dataScript(data: object): string {
  return `<script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}
