// @ts-check
// A process of its own: runs notebook 03 on a made-up log, and opens its report.
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AccessAnomaly, AccessEvidence, readAccess } from 'access-anomaly';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/findChromium.mjs';
import { root } from '../../scripts/paths.mjs';
import { runNotebook } from '../../scripts/runNotebook.mjs';
import { setup } from '../../scripts/setup/setup.mjs';
import { answer, told } from '../ours/answer.mjs';

/** From a click until the browser has painted, the slowest of all. */
const SELECT_EACH = `(async () => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  let slowest = 0;
  for (const name of document.querySelectorAll('article > div [data-pick=account] button')) {
    const start = performance.now();
    name.click();
    await painted();
    slowest = Math.max(slowest, performance.now() - start);
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await painted();
  }
  return slowest;
})()`;

const { accounts, accesses } = told;
const folder = mkdtempSync(path.join(tmpdir(), 'page-'));
try {
  const [past, day] = ['past.csv', 'day.csv'].map((name) => path.join(folder, name));
  writeFileSync(past, logOf(20, 0));
  writeFileSync(day, logOf(1, accounts));
  const log = { user: 'account', res: 'share', time: 'at' };
  const { table } = await readAccess(past, { ...log, by: 'day', hours: true, context: 'address' });
  const model = path.join(folder, 'model');
  await (await new AccessEvidence({ hourCol: 'hour', contextCols: ['address'] }).fit(table)).save(
    `${model}-evidence`,
  );
  await (await new AccessAnomaly({ maxIter: 2 }).fit(table)).save(model);
  const { report } = await runNotebook(await setup(), {
    notebook: path.join(root, 'notebooks', '03-score-a-new-day.ipynb'),
    parameters: {
      ...log,
      path: day,
      modelFolder: model,
      nextModelFolder: path.join(folder, 'next'),
      earlier: '',
    },
    folder,
    isDated: false,
  });
  answer({ megabytes: statSync(report).size / 1e6, ...(await open(report)) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Opens a page, and selects each account of its list.
 * @param {string} report
 */
async function open(report) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    // The report's policy allows no code that is made from text, which is how the page is asked.
    const page = await browser.newPage({
      ...{ offline: true, bypassCSP: true, viewport: { width: 1300, height: 900 } },
    });
    let requests = -1;
    page.on('request', () => requests++);
    const start = performance.now();
    await page.goto(pathToFileURL(report).href, { waitUntil: 'commit' });
    await page.waitForFunction("document.querySelector('article .access-pickable') !== null", undefined, {
      polling: 10,
    });
    const answers = (performance.now() - start) / 1000;
    await page.waitForFunction(
      "document.querySelectorAll('.plotly-figure').length === document.querySelectorAll('.plotly-figure .main-svg[role=img]').length && document.querySelectorAll('.access-choose').length >= 4",
      undefined,
      { polling: 10 },
    );
    const opens = (performance.now() - start) / 1000;
    const names = await page.locator('article [data-pick=account]:visible').count();
    if (names < accounts) throw new Error(`Expected ${accounts} accounts with alerts, got ${names}`);
    /** @type {number} */
    const selects = await page.evaluate(SELECT_EACH);
    return { answers, opens, selects, requests };
  } finally {
    await browser.close();
  }
}

/**
 * A log of file shares: accounts of ten departments with habits of their own.
 * @param {number} days
 * @param {number} sweeping how many accounts go through foreign shares on the last day
 */
function logOf(days, sweeping) {
  const lines = ['at,account,share,address'];
  const people = Math.max(200, Math.ceil(accesses / 40));
  const aDay = days > 1 ? 6 : Math.floor(accesses / people);
  const first = Date.UTC(2026, 8, days > 1 ? 1 : 21);
  for (let day = 0; day < days; day++) {
    for (let person = 0; person < people; person++) {
      for (let n = 0; n < aDay; n++) {
        const isForeign = person < sweeping && n % 2 === 0;
        const department = (person + (isForeign ? 3 + n : 0)) % 10;
        const share = isForeign
          ? `${department}-${(person * 7 + n) % 200}`
          : `${department}-${(person + n * (day + 1)) % 40}`;
        const at = new Date(first + day * 86_400_000 + (8 + (n % 9)) * 3_600_000 + person * 1000);
        lines.push(
          `${at.toISOString()},CORP\\user${person},\\\\fs01\\share${share},10.1.${department}.${person % 250}`,
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}
