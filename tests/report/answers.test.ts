import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Table } from 'apache-arrow';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellingOf } from '../../lib/alerts/accounts/tellingOf.js';
import { triage } from '../../lib/alerts/triage.js';
import { readVerdicts } from '../../lib/alerts/verdicts/readVerdicts.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { accessContext } from '../../lib/figures/accessContext.js';
import { accessMap } from '../../lib/figures/accessMap.js';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { alertTimeline } from '../../lib/figures/alertTimeline.js';
import { evidenceBars } from '../../lib/figures/evidenceBars.js';
import { incidentsBundle } from '../../lib/notebook/incidents/incidentsBundle.js';
import { toTable } from '../../lib/tables/toTable.js';
import { shareMonth, shareRows } from '../alerts/shareMonth.js';
import { rowsOf } from '../rowsOf.js';
import { hasBrowser, launch, openPage } from './browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'answers-'));
const file = join(folder, 'page.html');
const month = shareMonth(3);
const { sweep, night } = month.planted;

/** A page as JupyterLab has it: each output brings its own script, and figures are drawn by Plotly. */
function pageOf(outputs: readonly string[], figures: readonly object[]): string {
  const drawn = figures.map((figure) => JSON.stringify(figure).replaceAll('<', '\\u003c'));
  const draw = drawn.map((json, n) => `Plotly.newPlot(document.getElementById('f${n}'), ${json});`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>A page</title><style>html { background: Canvas; color: CanvasText; }</style>
<script>${readFileSync('build/plotly.min.js', 'utf8')}</script></head><body><main><h1>A page</h1>${outputs.join('')}
${figures.map((_, n) => `<div id="f${n}"></div>`).join('')}</main>
<script>${draw.join('\n')}</script></body></html>`;
}

describe.skipIf(!hasBrowser)('a page that answers', () => {
  let browser: Browser;
  let alerts: Table;
  beforeAll(async () => {
    browser = await launch();
    const last = month.days.length - 1;
    const model = await new AccessEvidence({ hourCol: 'hour', threads: 1 }).fit(
      toTable(shareRows(month.days.slice(0, last).flat())),
    );
    const accesses = toTable(shareRows(month.days[last]));
    alerts = triage(accesses, { model, leastSeverity: 1 });
    const telling = tellingOf(alerts);
    writeFileSync(
      file,
      pageOf(
        [String(incidentsBundle(alerts, { accesses, model })['text/html'])],
        [
          accessMap(accesses, telling, { model }),
          accessSankey(accessContext(accesses, telling), telling),
          alertTimeline(telling),
          evidenceBars(model.explain(telling), { n: 20 }),
        ],
      ),
    );
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(hash = '', options = {}) {
    const opened = await openPage(browser, {
      offline: true,
      viewport: { width: 1300, height: 900 },
      ...options,
    });
    await opened.page.goto(pathToFileURL(file).href + hash);
    await expect.poll(() => opened.page.locator('.access-choose').count()).toBe(4);
    return opened;
  }
  const shown = (page: Page) =>
    page
      .locator('article:visible')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-account')));
  const choices = (page: Page) => page.locator('.access-choose option:checked').allTextContents();
  const goTo = (page: Page, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  const faint = (page: Page) => page.locator('.access-faint').count();

  it('selects an account of the list in all figures, filters the list, and clears by Escape', async () => {
    const { page, complaints, requests } = await open();
    expect(await shown(page)).toHaveLength(alerts.numRows);
    const name = page.locator('article').getByRole('button', { name: sweep, exact: true }).first();
    await name.click();
    expect(await shown(page)).toEqual([sweep]);
    expect(await choices(page)).toEqual([sweep, sweep, sweep, sweep]);
    expect(await faint(page)).toBeGreaterThan(0);
    // The rows of the map, the timeline and the bars.
    for (const n of [0, 2, 3]) expect(await page.locator(`#f${n} .access-frame`).count()).toBeGreaterThan(0);
    expect(await name.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('[role=status]', { hasText: 'Selected account' }).textContent()).toContain(
      sweep,
    );
    expect(new URL(page.url()).hash).toContain(`account=${encodeURIComponent(sweep)}`);
    await page.keyboard.press('Escape');
    expect(await shown(page)).toHaveLength(alerts.numRows);
    expect(await faint(page)).toBe(0);
    expect(await page.locator('.access-frame').count()).toBe(0);
    expect(new URL(page.url()).hash).toBe('');
    expect(complaints).toEqual([]);
    expect(requests).toEqual([pathToFileURL(file).href]);
  });

  it('opens what the address selects, with all that is known of the account', async () => {
    const { page } = await open(`#account=${encodeURIComponent(night)}`);
    expect(await shown(page)).toEqual([night]);
    const known = page.locator('article:visible details.access-account');
    expect(await known.getAttribute('open')).not.toBeNull();
    expect(await known.textContent()).toMatch(/New in this log: Fri 03 h/);
    // A link within the page, too.
    await goTo(page, `account=${encodeURIComponent(sweep)}`);
    await expect.poll(() => shown(page)).toEqual([sweep]);
  });

  it('selects a mark of each figure by mouse: first its account, then its resource, then nothing', async () => {
    const { page } = await open();
    const point = page.locator('#f2 path.point').first();
    const box = await point.boundingBox();
    if (box === null) throw new Error('Expected a point in the timeline, got none');
    const click = async () => {
      await point.scrollIntoViewIfNeeded();
      const at = (await point.boundingBox())!;
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2);
      await page.mouse.click(at.x + at.width / 2, at.y + at.height / 2);
    };
    const selected = () => page.locator('.access-bar [role=status]').textContent();
    await click();
    await expect.poll(selected).toMatch(/^Selected account/);
    await click();
    await expect.poll(selected).toMatch(/^Selected resource/);
    await click();
    await expect.poll(selected).toBe('Nothing is selected.');
    const node = page.locator('#f1 .sankey-node .node-rect').first();
    await node.scrollIntoViewIfNeeded();
    const at = (await node.boundingBox())!;
    await page.mouse.click(at.x + 25, at.y + 3);
    await expect.poll(selected).toMatch(/^Selected account/);
  });

  it('selects by keyboard alone, and says what is selected', async () => {
    const { page } = await open();
    const choice = page.locator('.access-choose select').first();
    await choice.focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(async () => (await choices(page))[0]).not.toBe('nothing');
    expect(await page.locator('.access-bar [role=status]').textContent()).toMatch(/^Selected account/);
    await choice.focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => shown(page)).toHaveLength(alerts.numRows);
    const name = page.locator('article').getByRole('button', { name: sweep, exact: true }).first();
    await name.focus();
    await page.keyboard.press('Enter');
    expect(await shown(page)).toEqual([sweep]);
  });

  it('shows a resource with those who use it, and says where nobody listed does', async () => {
    const { page } = await open();
    const [first] = rowsOf(tellingOf(alerts));
    await goTo(page, `resource=${encodeURIComponent(String(first.res))}`);
    await expect.poll(() => shown(page)).toContain(first.user);
    await goTo(page, 'resource=nothing-of-this-name');
    await expect.poll(() => shown(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await shown(page)).toHaveLength(alerts.numRows);
  });

  it('keeps decisions over a reload, counts them, and saves lines that readVerdicts reads', async () => {
    const { page } = await open();
    const decide = async (of: string, word: string, reason: string) => {
      await page.getByRole('button', { name: of, exact: true }).click();
      const form = page.locator('form.access-form');
      await form.locator('select').selectOption(word);
      await form.getByLabel('Reason').fill(reason);
      await form.getByLabel('Until').fill('2027-01-31');
      await form.getByLabel('Decided by').fill('ann');
      await form.getByRole('button', { name: 'Decide', exact: true }).click();
    };
    await decide(`Decide on this account: ${sweep}`, 'malicious', 'ticket "12", stolen');
    const [odd] = rowsOf(tellingOf(alerts)).filter(({ user }) => user === night);
    await decide(`Decide: ${night} at ${odd.res}`, 'expected', '');
    const head = page.locator('.access-box [role=status]').first();
    expect(await head.textContent()).toBe(
      `1 of ${alerts.numRows} accounts decided; in all 1 expected, 1 malicious.`,
    );
    await page.reload();
    await expect.poll(() => head.textContent()).toContain('1 expected, 1 malicious');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the lines' }).click(),
    ]);
    const saved = join(folder, 'saved.csv');
    await download.saveAs(saved);
    const last = new Date(Date.UTC(2026, 9, 30));
    expect(await readVerdicts(saved)).toMatchObject([
      {
        user: sweep,
        res: '*',
        verdict: 'malicious',
        owner: 'ann',
        reason: 'ticket "12", stolen',
        from: last,
      },
      { user: night, res: odd.res, verdict: 'expected', reason: '', expires: new Date('2027-01-31') },
    ]);
    // Malicious holds for the days of the log, which the form says, or from there on.
    await page.getByRole('button', { name: `Change: ${sweep}` }).click();
    const goesOn = page.getByLabel('also after 2026-10-30, not only 2026-10-30');
    await goesOn.check();
    await page.locator('form.access-form').getByRole('button', { name: 'Decide', exact: true }).click();
    const [second] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the lines' }).click(),
    ]);
    await second.saveAs(saved);
    const openEnded = (await readVerdicts(saved)).find(({ user }) => user === sweep);
    expect(openEnded?.from).toEqual(last);
    expect(openEnded?.to).toBeUndefined();

    await page.getByRole('button', { name: `Change: ${sweep}` }).click();
    await page.getByRole('button', { name: 'Take back' }).click();
    expect(await head.textContent()).toContain('0 of');
  });

  it.each([
    ['light', 1300],
    ['dark', 390],
  ] as const)(
    'is accessible with an account selected and a form open, %s, %d px wide',
    async (colorScheme, width) => {
      const { page } = await open(`#account=${encodeURIComponent(sweep)}`, {
        colorScheme,
        viewport: { width, height: 900 },
      });
      await page.getByRole('button', { name: `Decide on this account: ${sweep}`, exact: true }).click();
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
        `${axe};axe.run()`,
      );
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    },
  );

  it('has everything on paper, whatever is selected', async () => {
    const { page } = await open(`#account=${encodeURIComponent(sweep)}`);
    await page.emulateMedia({ media: 'print' });
    expect(await shown(page)).toHaveLength(alerts.numRows);
    expect(await page.locator('.access-bar:visible, .access-box:visible, form:visible').count()).toBe(0);
    expect(await page.getByText('To judge it:').first().isVisible()).toBe(true);
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('section:visible').count()).toBe(await page.locator('section').count());
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect(await page.locator('details[open]').count()).toBe(1);
  });

  it('stands without scripts, with all that is known in it', async () => {
    const { page } = await openPage(browser, { offline: true, javaScriptEnabled: false });
    await page.goto(pathToFileURL(file).href);
    expect(await page.locator('article').count()).toBe(alerts.numRows);
    await page.locator('details.access-account summary').first().click();
    expect(await page.getByText('When it works').first().isVisible()).toBe(true);
    expect(await page.getByText('To judge it:').first().isVisible()).toBe(true);
  });
});
