// @ts-check
// npm run bench -- page: how fast a report opens, and how fast it answers.
import { machineLine } from '../runner/machine.mjs';
import { count, markdownTable, rowsOf } from '../runner/text.mjs';

const ACCOUNTS = 25;
const countOf = (/** @type {boolean} */ quick) => (quick ? 2_000 : 20_000);

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  const about = { what: `${ACCOUNTS} accounts with alerts, ${count(countOf(quick))} accesses` };
  const told = { accounts: ACCOUNTS, accesses: countOf(quick) };
  yield { table: 'pages', cases: [{ about, script: 'page/openPage.mjs', told }], rounds: 3 };
}

/** @param {import('../types.js').Results & { pages: import('../types.js').Measured[] }} results */
export function report({ pages, ...results }) {
  return `# A page that answers

Written by \`npm run bench -- page\`: the report of a morning as one file, opened in Chromium from disk. *Answers* is the time until
the list of alerts can be used, *draws* until every figure is drawn and answers; *selects* is the time from a selection in the list until every part has drawn it, the slowest of all
accounts; the median of three runs. ${machineLine(results)}.

${markdownTable(
  rowsOf(pages),
  {
    page: ({ what }) => what,
    'size, MB': ({ megabytes }) => megabytes.toFixed(1),
    'answers, s': ({ answers }) => answers.toFixed(2),
    'draws, s': ({ opens }) => opens.toFixed(2),
    'selects, ms': ({ selects }) => selects.toFixed(0),
    requests: ({ requests }) => requests,
  },
  1,
)}
`;
}
