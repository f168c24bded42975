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
      '\ufeffuser,score\r\n"""=cmd|</script><script>alert(1)</script>""",4020\r\n',
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

  it('leave out what names share, but not in what is searched, copied and saved', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `arn:aws:iam::811596193553:user/team-${n % 3}/u${n}`);
    const { page, complaints } = await openPage(browser, { offline: true });
    await page.setContent(tableHtml(toTable(names.map((user, n) => ({ user, n })))));
    const first = page.locator('.access-page td').first();
    await expect.poll(() => first.count()).toBe(1);
    expect(await first.innerText()).toContain('…');
    expect((await first.boundingBox())!.width).toBeLessThan(200);
    expect(await page.locator('.access-table-names').textContent()).toBe(
      '… in user stands for arn:aws:iam::811596193553:user',
    );
    await page.getByRole('searchbox').fill('553:user/team-1/u4');
    expect(await page.locator('.access-page tr').count()).toBe(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save CSV' }).click(),
    ]);
    expect(readFileSync((await download.path())!, 'utf8')).toContain(`\r\n${names[4]},4\r\n`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('break no word on paper, names behind separators alone, and repeat their heads', async () => {
    const { report } = await executed('tests/fixtures/notebooks/report.ipynb');
    const { page } = await openPage(browser, { offline: true });
    await page.goto(pathToFileURL(report).href);
    const rows = Array.from({ length: 60 }, (_, n) => ({
      severity: 100 - n,
      tenant: 'default',
      user: `arn:aws:sts::811596193553:assumed-role/operations/jmerckle-${n}`,
      res: `notificationhubs.amazonaws.com:ListNotificationHubs${n}`,
      kind: 'new for the account',
      intruder: 'stolen account',
      reason: `jmerckle-${n} was never seen at ListNotificationHubs${n}, which none of its peers uses either`,
      first: new Date(1.78e12 + n),
      verdict: 'expected',
    }));
    // The script of the page's own tables makes this one answer, too.
    await page
      .locator('main')
      .evaluate(
        (main, html) => main.insertAdjacentHTML('beforeend', html),
        tableHtml(toTable(rows), { limit: 60 }),
      );
    await page.evaluate('window.answerPage()');
    const pdf = await page.pdf({ format: 'A4' });
    const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, encoding: 'utf8' });
    const words = new Set(text.split(/\s+/));
    const expected = [
      'severity',
      'intruder',
      'verdict',
      'account',
      'stolen',
      'default',
      'either',
      'expected',
    ];
    expect(expected.filter((word) => !words.has(word))).toEqual([]);
    const pieces = rows.flatMap((_, n) => [`jmerckle-${n}`, `ListNotificationHubs${n}`]);
    expect(pieces.filter((piece) => !text.includes(piece))).toEqual([]);
    const pages = text.split('\f').filter((sheet) => sheet.includes('stolen account'));
    expect(pages.length).toBeGreaterThan(2);
    for (const sheet of pages) expect(sheet).toMatch(/severity\s+tenant\s+user/);
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
