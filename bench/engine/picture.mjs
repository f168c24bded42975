// @ts-check
import path from 'node:path';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/findChromium.mjs';
import { root } from '../../scripts/paths.mjs';
import { figure, SIZE, titleOf } from './figure.mjs';

/**
 * Draws the figure by plotly.js in Chromium, which gets no network. The same results give the same text.
 * @param {import('./types.js').EngineResults} results
 * @returns {Promise<string | undefined>} an SVG; undefined if there is no Chromium
 */
export async function picture(results) {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ offline: true });
    // plotly.js chooses the names of its definitions at random.
    await page.evaluate(
      '{ let n = 0; Math.random = () => (n = (n * 16807 + 11) % 2147483647) / 2147483647; }',
    );
    await page.addScriptTag({ path: path.join(root, 'node_modules', 'plotly.js-dist', 'plotly.js') });
    /** @type {string} */
    const address = await page.evaluate(
      `Plotly.toImage(${JSON.stringify(figure(results))}, ${JSON.stringify({ format: 'svg', ...SIZE })})`,
    );
    const svg = decodeURIComponent(address.slice(address.indexOf(',') + 1));
    return `${svg.replace(/<svg[^>]*>/, (tag) => `${tag}<title>${titleOf(results)}</title>`)}\n`;
  } finally {
    await browser.close();
  }
}
