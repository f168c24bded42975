import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessMap } from '../../lib/figures/accessMap.js';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { fitCurve } from '../../lib/figures/fitCurve.js';
import { scoreDistribution } from '../../lib/figures/scoreDistribution.js';
import { toTable } from '../../lib/tables/toTable.js';
import { PATIENCE_MS } from '../patience.js';

const { findChromium } = (await import(new URL('../../scripts/findChromium.mjs', import.meta.url).href)) as {
  findChromium(): string | undefined;
};
const executablePath = findChromium();
if (executablePath === undefined && process.env.CI)
  throw new Error('Expected a Chromium to draw figures in, got none');
if (executablePath === undefined) console.warn('SKIPPED: no Chromium to draw figures in (set CHROMIUM_PATH)');

const NAMES = [
  '<b>bold</b>',
  '<script>alert(1)</script>',
  'a &lt; b &amp; c',
  'x<br>y',
  '$a$',
  '%{value}',
  '__proto__',
];
const none = toTable({ user: [], res: [] });

describe.skipIf(executablePath === undefined)('Plotly', () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath,
      timeout: PATIENCE_MS,
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    });
    page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    await page.setContent('<div id="plot" style="width:1000px"></div>');
    const plotly = createRequire(import.meta.url).resolve('plotly.js-dist/plotly.js');
    await page.addScriptTag({ content: readFileSync(plotly, 'utf8') });
  });
  afterAll(() => browser?.close());

  async function draw(figure: object): Promise<void> {
    complaints.length = 0;
    await page.evaluate(`Plotly.newPlot('plot', ...${JSON.stringify(figure)})`);
  }
  const texts = (selector: string) => page.locator(selector).allTextContents();
  const parts = ({ data, layout }: { data: object[]; layout: object }) => [data, layout];

  test('shows every name of the Sankey as it is, in labels, title and where one points', async () => {
    const accesses = toTable(NAMES.map((name) => ({ user: name, res: name, count: 1 })));
    await draw(parts(accessSankey(accesses, none, { title: '<i>$t$</i> &lt;' })));
    expect((await texts('.node-label')).sort()).toEqual([...NAMES, ...NAMES].sort());
    expect(await texts('.gtitle')).toEqual(['<i>$t$</i> &lt;']);
    for (let node = 0; node < NAMES.length; node++) {
      const label = await page.locator('.sankey-node .node-label').nth(node).textContent();
      await page.locator('.sankey-node rect').nth(node).hover();
      await page.locator('.hoverlayer .nums', { hasText: `${label}accesses: 1` }).waitFor();
    }
    await page.locator('.sankey-link').first().hover();
    const hovered = page.locator('.hoverlayer .nums', { hasText: 'other accesses: 1' });
    await hovered.waitFor();
    const [from, to] = ((await hovered.textContent()) ?? '').replace('other accesses: 1', '').split('→ ');
    expect(NAMES).toContain(from);
    expect(to).toBe(from);
    expect(complaints).toEqual([]);
  });

  test('draws as many bands as there are links', async () => {
    const accesses = toTable([{ user: 'a', res: 'x', count: 3 }]);
    await draw(parts(accessSankey(accesses, toTable([{ user: 'a', res: 'x' }]))));
    expect(await page.locator('.sankey-link').count()).toBe(2);
  });

  test('draws an anomaly that can be seen beside a very busy access', async () => {
    const accesses = toTable([{ user: 'a', res: 'x', count: 1e9 }]);
    await draw(parts(accessSankey(accesses, toTable([{ user: 'b', res: 'x' }]))));
    const styles = await page
      .locator('.sankey-link')
      .evaluateAll((links) => links.map((link) => link.getAttribute('style') ?? ''));
    // Plotly outlines what would be thinner than a pixel.
    expect(
      styles.filter((style) => /stroke: rgb\(255, 0, 0\);.*stroke-width: 1;/.test(style)),
      styles.join(),
    ).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  test('draws a Sankey without rows as a note', async () => {
    await draw(parts(accessSankey(toTable({ user: [], res: [], count: [] }), none)));
    expect(await texts('.annotation-text')).toEqual(['No accesses to show']);
    expect(complaints).toEqual([]);
  });

  test('says on a red band why it is red, and on others nothing', async () => {
    const why = toTable([{ user: 'a', res: 'x', reason: '<b>why</b> %{value} $a$ '.repeat(4).trim() }]);
    await draw(parts(accessSankey(toTable([{ user: 'a', res: 'x', count: 3 }]), why)));
    const red = page.locator('.sankey-link[style*="rgb(255, 0, 0)"]');
    await red.hover();
    const text = 'anomalous accesses: 1<b>why</b> %{value} $a$ <b>why</b>';
    await page.locator('.hoverlayer .nums', { hasText: text }).waitFor();
    await page.locator('.sankey-link').first().hover();
    await page.locator('.hoverlayer .nums', { hasText: /other accesses: 2$/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('draws the map with every name as it is, in labels and where one points', async () => {
    const rows = NAMES.map((name) => ({ user: name, res: name }));
    await draw(parts(accessMap(toTable(rows), toTable(rows.slice(0, 1)))));
    const short = (name: string) => (name.length > 22 ? '<script>ale…)</script>' : name);
    expect((await texts('.ytick text')).sort()).toEqual([...NAMES].sort());
    expect((await texts('.xtick text')).sort()).toEqual(NAMES.map(short).sort());
    const box = (await page.locator('.nsewdrag').boundingBox())!;
    // The first name is an alert's, and so the last row.
    const row = box.height / NAMES.length;
    const column = box.width / 30;
    await page.mouse.move(box.x + 6.5 * column, box.y + 6.5 * row);
    await page
      .locator('.hoverlayer .nums', { hasText: '<b>bold</b>→ <b>bold</b>accesses: 1alert' })
      .waitFor();
    await draw(parts(accessMap(none, none)));
    expect(await texts('.annotation-text')).toEqual(['No accesses to show']);
    expect(complaints).toEqual([]);
  });

  test('draws distributions, with infinity on the axis and names as they are', async () => {
    const groups = [
      { name: '<b>in</b> $x$ $', scores: [0, 1, 2, null] },
      { name: 'out', scores: [2, 3, Number.POSITIVE_INFINITY] },
    ];
    await draw(parts(scoreDistribution(groups)));
    expect(await texts('.legendtext')).toEqual(['<b>in</b> $x$ $ (1 not scored)', 'out (1 infinite)']);
    expect(await texts('.xtick text')).toContain('∞');
    expect(complaints).toEqual([]);
  });

  test('draws the curve of a fit', async () => {
    await draw(
      parts(
        fitCurve([
          { iteration: 1, change: 1 },
          { iteration: 2, change: 0.1 },
        ]),
      ),
    );
    expect(await page.locator('.scatterlayer path.js-line').count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
