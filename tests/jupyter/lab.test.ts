import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser, launch, openPage } from '../report/browser.js';
import { countFigures, executed } from './executed.js';

const source = 'notebooks/01-anomalous-access-detection.ipynb';
const token = 'only-for-this-test';
const minutes = 60_000;

describe.skipIf(!hasBrowser)('npm run lab', () => {
  let workshop: string;
  let lab: ChildProcess;
  let address: string;
  let browser: Browser;
  let figures: number;

  beforeAll(async () => {
    const { file, notebook } = await executed(source);
    figures = countFigures(notebook);
    // A copy, since JupyterLab saves what it opens; inside the project, where `access-anomaly` and ../data are found.
    mkdirSync('build', { recursive: true });
    workshop = mkdtempSync(path.join('build', 'lab-'));
    mkdirSync(path.join(workshop, 'notebooks'));
    symlinkSync(path.resolve('data'), path.join(workshop, 'data'));
    cpSync(source, path.join(workshop, 'notebooks', 'fresh.ipynb'));
    cpSync(file, path.join(workshop, 'notebooks', 'received.ipynb'));

    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const options = [
      '--no-browser',
      '--allow-root',
      '--ip=127.0.0.1',
      `--port=${port}`,
      '--ServerApp.port_retries=0',
    ];
    lab = spawn(process.execPath, ['scripts/lab.mjs', ...options, `--IdentityProvider.token=${token}`], {
      stdio: ['ignore', 'ignore', 'ignore'],
    });
    browser = await launch();
    await vi.waitUntil(isUp, { timeout: 2 * minutes, interval: 250 });
  });

  afterAll(async () => {
    await browser?.close();
    if (lab?.exitCode === null) {
      const ended = once(lab, 'exit');
      lab.kill('SIGTERM');
      await ended;
    }
    if (workshop) rmSync(workshop, { recursive: true, force: true });
  });

  async function isUp(): Promise<boolean> {
    if (lab.exitCode !== null) throw new Error(`JupyterLab ended with exit code ${lab.exitCode}`);
    return fetch(`${address}/api?token=${token}`).then(
      (response) => response.ok,
      () => false,
    );
  }

  async function open(name: string): Promise<Page> {
    const { page } = await openPage(browser, { viewport: { width: 1400, height: 1000 } });
    await page.goto(`${address}/lab/tree/${workshop}/notebooks/${name}?token=${token}&reset`);
    await page.locator('.jp-NotebookPanel .jp-Notebook').waitFor({ timeout: minutes });
    return page;
  }

  it('runs notebook 01 in the kernel, with every figure drawn', { timeout: 5 * minutes }, async () => {
    const page = await open('fresh.ipynb');
    const kernel = page.locator('.jp-Toolbar-kernelName');
    await expect.poll(() => kernel.textContent(), { timeout: minutes }).toBe('TypeScript');
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    const sankey = page.locator('.jp-OutputArea .sankey-link');
    await expect.poll(() => sankey.count(), { timeout: 4 * minutes }).toBeGreaterThan(0);
    await expect.poll(() => drawn(page)).toBe(figures);
    expect(await page.locator('[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
    await page.close();
  });

  it('draws them in a notebook from elsewhere, which it does not trust', {
    timeout: 2 * minutes,
  }, async () => {
    const page = await open('received.ipynb');
    const trust = page.locator('#jp-main-statusbar [title*="rusted"]');
    await expect.poll(() => trust.getAttribute('title')).toMatch(/^Notebook not trusted/);
    await expect
      .poll(() => page.locator('.jp-OutputArea .sankey-link').count(), { timeout: minutes })
      .toBeGreaterThan(0);
    await expect.poll(() => drawn(page)).toBe(figures);
    await page.close();
  });
});

/** How many Plotly figures of an open notebook are on the page. */
function drawn(page: Page): Promise<number> {
  return page
    .locator('.jp-OutputArea .js-plotly-plot')
    .filter({ has: page.locator('.main-svg') })
    .count();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error(`Expected a port, got ${address}`);
  return address.port;
}
