import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableHtml } from '../../lib/notebook/tables/tableHtml.js';
import { toTable } from '../../lib/tables/toTable.js';
import { executed } from '../jupyter/executed.js';
import { hasBrowser, launch, openPage } from './browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasBrowser)('tables that answer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)(
    'are accessible on a wide and a narrow page, %s',
    async (colorScheme) => {
      const { report } = await executed('notebooks/01-anomalous-access-detection.ipynb');
      for (const width of [1300, 390]) {
        const { page } = await openPage(browser, {
          offline: true,
          colorScheme,
          viewport: { width, height: 900 },
        });
        await page.goto(pathToFileURL(report).href);
        await expect.poll(() => page.locator('.plotly-figure [role=img]').count()).toBe(2);
        await page.getByRole('button', { name: 'Show all code' }).click();
        const { violations } = await page.evaluate<{
          violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[];
        }>(`${axe};axe.run()`);
        expect(
          violations.flatMap(({ id, nodes }) =>
            nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message}`),
          ),
        ).toEqual([]);
        const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect(await page.evaluate(overflow)).toBe(0);
        const hidden = `[...document.querySelectorAll('.access-table')].map(t => t.scrollWidth - t.clientWidth)`;
        if (width === 1300) expect(Math.max(...(await page.evaluate<number[]>(hidden)))).toBe(0);
        await page.close();
      }
    },
  );

  it('sort by number, search all rows, page, and save CSV without formulas', async () => {
    const rows = Array.from({ length: 45 }, (_, n) => ({
      user: n === 40 ? '=cmd|</script><script>alert(1)</script>' : `user ${n}`,
      score: n === 3 ? null : n === 4 ? Number.POSITIVE_INFINITY : n * 100.5,
    }));
    const { page, complaints } = await openPage(browser, { offline: true });
    await page.setContent(tableHtml(toTable(rows), { limit: 10 }));
    const first = page.locator('.access-page td').first();
    await expect.poll(() => first.textContent()).toBe('user 0');
    await page.getByRole('button', { name: 'score' }).click();
    await page.getByRole('button', { name: 'score' }).click();
    expect(await page.locator('.access-page td:nth-child(2)').allTextContents()).toEqual(
      expect.arrayContaining(['∞', '4,422']),
    );
    expect(await first.textContent()).toBe('user 4');
    for (let n = 0; n < 4; n++) await page.getByRole('button', { name: 'Next' }).click();
    expect(await page.locator('.access-page td').last().textContent()).toBe('null');
    await page.getByRole('searchbox').fill('cmd');
    expect(await page.locator('.access-page tr').count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save CSV' }).click(),
    ]);
    expect(readFileSync((await download.path())!, 'utf8')).toBe(
      "\ufeffuser,score\r\n'=cmd|</script><script>alert(1)</script>,4020\r\n",
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('stand there without scripts', async () => {
    const { report } = await executed('notebooks/01-anomalous-access-detection.ipynb');
    const { page } = await openPage(browser, { offline: true, javaScriptEnabled: false });
    await page.goto(pathToFileURL(report).href);
    expect(await page.locator('td', { hasText: 'hr_user_20' }).first().isVisible()).toBe(true);
    expect(await page.getByRole('searchbox').count()).toBe(0);
    await page.close();
  });

  it.each(['A4', 'Letter'])('lose no cell on paper, %s', async (format) => {
    const { report } = await executed('notebooks/01-anomalous-access-detection.ipynb');
    const { page } = await openPage(browser, { offline: true });
    await page.goto(pathToFileURL(report).href);
    await expect.poll(() => page.locator('.sankey-link').count()).toBeGreaterThan(0);
    const wide = Object.fromEntries(
      Array.from({ length: 16 }, (_, n) => [`column_${n}`, `a-long-name-${n}-${'xyz'.repeat(12)}`]),
    );
    await page
      .locator('main')
      .evaluate((main, html) => main.insertAdjacentHTML('beforeend', html), tableHtml(toTable([wide])));
    const cells = await page
      .locator('thead th, tbody:not(.access-page) td')
      .evaluateAll((all) => all.map((cell) => cell.textContent ?? ''));
    const pdf = await page.pdf({ format });
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' });
    const squeeze = (words: string) => words.replace(/[\s\f▲▼]+/g, '');
    const printed = squeeze(text);
    expect(cells.filter((cell) => !printed.includes(squeeze(cell)))).toEqual([]);
    await page.close();
  });
});
