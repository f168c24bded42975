// @ts-check
import path from 'node:path';
import { findChromium } from '../../scripts/findChromium.mjs';
import { root } from '../../scripts/paths.mjs';
import { SIZE } from './figure.mjs';

/**
 * Draws a figure by plotly.js in Chromium, which gets no network. The same figure gives the same text.
 * @param {import('./figure.mjs').Figure} figure
 * @param {string} title for who can't see it, and of what run it is
 * @returns {Promise<string | undefined>} undefined where there is no Chromium
 */
export async function exportSvg(figure, title) {
  const executablePath = findChromium();
  if (!executablePath) return undefined;
  // Loaded here: this module is read before the packages are installed.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ offline: true });
    // plotly.js draws the names of its definitions by lot.
    await page.evaluate(
      '{ let n = 0; Math.random = () => (n = (n * 16807 + 11) % 2147483647) / 2147483647; }',
    );
    await page.addScriptTag({ path: path.join(root, 'node_modules', 'plotly.js-dist', 'plotly.js') });
    /** @type {string} */
    const address = await page.evaluate(
      `Plotly.toImage(${JSON.stringify(figure)}, ${JSON.stringify({ format: 'svg', ...SIZE })})`,
    );
    const svg = decodeURIComponent(address.slice(address.indexOf(',') + 1));
    return `${svg.replace(/<svg[^>]*>/, (tag) => `${tag}<title>${title}</title>`)}\n`;
  } finally {
    await browser.close();
  }
}
