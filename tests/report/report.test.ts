import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countFigures, executed, type Notebook } from '../jupyter/executed.js';
import { hasBrowser, launch, openPage } from './browser.js';

const MEGABYTE = 1024 * 1024;

describe.skipIf(!hasBrowser).each([
  ['notebook 01', 'notebooks/01-anomalous-access-detection.ipynb', 'Anomalous access detection'],
  [
    'a fixture with hostile names',
    'tests/fixtures/notebooks/report.ipynb',
    'A fixture <b>report</b> & its "title"',
  ],
])('the report of %s', (_, source, title) => {
  let browser: Browser;
  let page: Page;
  let requests: string[];
  let complaints: string[];
  let notebook: Notebook;
  let report: string;

  beforeAll(async () => {
    ({ report, notebook } = await executed(source));
    browser = await launch();
    ({ page, requests, complaints } = await openPage(browser, { offline: true }));
    await page.goto(pathToFileURL(report).href);
  });
  afterAll(() => browser?.close());

  it('draws every figure of the notebook', async () => {
    const figures = countFigures(notebook);
    expect(figures).toBeGreaterThan(0);
    const drawings = page.locator('.plotly-figure').filter({ has: page.locator('.main-svg') });
    await expect.poll(() => drawings.count()).toBe(figures);
    expect(await page.locator('.plotly-figure').count()).toBe(figures);
    await expect.poll(() => page.locator('.sankey-link').count()).toBeGreaterThan(0);
  });

  it('is one file below 8 MB that asks for nothing else, without a complaint', () => {
    expect(requests).toEqual([pathToFileURL(report).href]);
    expect(complaints).toEqual([]);
    expect(statSync(report).size).toBeLessThan(8 * MEGABYTE);
  });

  it('is called by its first heading', async () => {
    expect(await page.title()).toBe(title);
  });

  it('begins with what was found, and ends with the parameters, folded', async () => {
    const [parameters] = notebook.cells.filter(({ metadata }) => metadata.tags?.includes('parameters'));
    const first = [...parameters.source].join('').split('\n')[0];
    const last = page.locator('main > details.parameters:last-child');
    expect(await last.locator('summary h2').textContent()).toBe('Parameters');
    expect(await last.locator('pre', { hasText: first }).count()).toBe(1);
    expect(await page.locator('main pre', { hasText: first }).count()).toBe(1);
    expect(await last.locator('pre', { hasText: first }).isVisible()).toBe(false);
    const early = page.locator('main > :not(details.parameters)');
    const importing = notebook.cells.filter(
      ({ cell_type, source }) => cell_type === 'code' && [...source].join('').startsWith('import '),
    );
    const silent = importing.filter(({ outputs }) => outputs?.length === 0);
    const imports = { hasText: /^import \{/ };
    expect(await last.locator('pre', imports).count()).toBe(silent.length);
    expect(await early.locator('pre', imports).count()).toBe(importing.length - silent.length);
    expect(await early.locator('h2', { hasText: /^Parameters/ }).count()).toBe(0);
    expect(await page.locator('main .jp-Cell').count()).toBe(notebook.cells.length);
  });

  it('keeps the code folded until asked, all of it or one cell', async () => {
    const code = page.locator('details.code pre');
    const cells = notebook.cells.filter((cell) => cell.cell_type === 'code').length;
    const shown = () => code.evaluateAll((all) => all.filter((element) => element.checkVisibility()).length);
    expect(await shown()).toBe(0);
    await page.locator('details.code > summary').first().click();
    expect(await shown()).toBe(1);
    await page.getByRole('button', { name: 'Show all code' }).click();
    expect(await shown()).toBe(cells);
    await page.getByRole('button', { name: 'Hide all code' }).click();
    expect(await shown()).toBe(0);
  });

  it('follows the width of the window', async () => {
    const width = () =>
      page
        .locator('.plotly-figure .main-svg')
        .first()
        .evaluate((svg) => svg.clientWidth);
    await page.setViewportSize({ width: 600, height: 800 });
    await expect.poll(width).toBeLessThan(600);
    await page.setViewportSize({ width: 1200, height: 800 });
    await expect.poll(width).toBeGreaterThan(800);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBe(0);
  });

  it('fits its figures on paper, with neither button nor folded code', async () => {
    const drawings = page.locator('.plotly-figure .main-svg');
    const widths = async () =>
      new Set(
        await drawings.evaluateAll((all) => all.map((svg) => Math.round(svg.getBoundingClientRect().width))),
      );
    await page.setViewportSize({ width: 1600, height: 800 });
    // the column's 960 pixels without its padding
    await expect.poll(widths).toEqual(new Set([912]));
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
    expect(await widths()).toEqual(new Set([680]));
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
    expect(await widths()).toEqual(new Set([912]));

    await page.emulateMedia({ media: 'print' });
    expect(
      await page
        .locator('nav button, .access-tools button')
        .evaluateAll((all) => all.filter((button) => button.checkVisibility()).length),
    ).toBe(0);
    expect(await page.locator('details.code').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: 'screen' });
  });
});

describe.skipIf(!hasBrowser)('names in a report', () => {
  it('are text in figures and in tables, and can end no script', async () => {
    const { report } = await executed('tests/fixtures/notebooks/report.ipynb');
    const browser = await launch();
    try {
      const { page, complaints } = await openPage(browser, { offline: true });
      await page.goto(pathToFileURL(report).href);
      const labels = page.locator('.sankey-node text');
      await expect.poll(() => labels.count()).toBe(4);
      expect(await labels.allTextContents()).toEqual(
        expect.arrayContaining(['</script><script>alert(1)</script>', '<!--<script>']),
      );
      expect(await page.locator('td', { hasText: 'user 0 <b>' }).count()).toBe(1);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
