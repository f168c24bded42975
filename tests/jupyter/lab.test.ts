import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENCE_MS } from '../patience.js';
import { hasBrowser, launch, openPage } from '../report/browser.js';
import { countFigures, executed } from './executed.js';

const source = 'notebooks/01-anomalous-access-detection.ipynb';
const token = 'only-for-this-test';

describe.skipIf(!hasBrowser)('npm run lab', () => {
  let workshop: string;
  let lab: ChildProcess;
  let address: string;
  let browser: Browser;
  let figures: number;

  beforeAll(async () => {
    const { file, notebook } = await executed(source);
    figures = countFigures(notebook);
    // A copy, since JupyterLab saves what it opens; inside the project, where `access-anomaly` and ../data
    // are found.
    mkdirSync('build', { recursive: true });
    workshop = mkdtempSync(path.join('build', 'lab-'));
    mkdirSync(path.join(workshop, 'notebooks'));
    symlinkSync(path.resolve('data'), path.join(workshop, 'data'));
    cpSync(source, path.join(workshop, 'notebooks', 'fresh.ipynb'));
    cpSync(file, path.join(workshop, 'notebooks', 'received.ipynb'));
    const names = await executed('tests/fixtures/notebooks/names.ipynb');
    cpSync(names.file, path.join(workshop, 'notebooks', 'names.ipynb'));
    for (const name of ['selection.ipynb', 'widget.ipynb']) {
      cpSync(path.join('tests/fixtures/notebooks', name), path.join(workshop, 'notebooks', name));
    }
    writeFileSync(path.join(workshop, 'notebooks', 'stranger.ipynb'), JSON.stringify(strangerNotebook()));

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
    await vi.waitUntil(isUp, { timeout: PATIENCE_MS, interval: 250 });
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
    return (await openRecorded(name)).page;
  }

  async function openRecorded(name: string): Promise<{ page: Page; requests: string[] }> {
    const { page, requests } = await openPage(browser, { viewport: { width: 1400, height: 1000 } });
    await page.goto(`${address}/lab/tree/${workshop}/notebooks/${name}?token=${token}&reset`);
    await page.locator('.jp-NotebookPanel .jp-Notebook').waitFor();
    return { page, requests };
  }

  it('runs notebook 01 in the kernel, with every figure drawn', async () => {
    const page = await open('fresh.ipynb');
    await runAll(page);
    const sankey = page.locator('.jp-OutputArea .sankey-link');
    await expect.poll(() => sankey.count()).toBeGreaterThan(0);
    await expect.poll(() => drawn(page)).toBe(figures);
    expect(await page.locator('[data-mime-type="application/vnd.jupyter.error"]').count()).toBe(0);
    await expect.poll(() => status(page)).toBe('Idle');

    // What ran here is trusted, so its tables answer; and keys typed into one are no commands of the
    // notebook.
    const cells = await page.locator('.jp-Cell').count();
    const table = page.locator('.jp-OutputArea .access-answers').first();
    const first = table.locator('.access-page tr').first();
    const before = await first.textContent();
    await table.locator('.access-sort').nth(1).click();
    await expect.poll(() => first.textContent()).not.toBe(before);
    await table.getByRole('searchbox').pressSequentially('dd');
    expect(await page.locator('.jp-Cell').count()).toBe(cells);

    await page.locator('[data-jp-item-name="restart"] jp-button').click();
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await expect.poll(() => status(page)).toBe('Idle');
    await page.close();
  });

  it('shows names as they are, and labels on a line, however much it trusts', async () => {
    const page = await open('names.ipynb');
    await page.locator('.jp-OutputArea .formula mjx-container').first().waitFor();
    const name = String.raw`\\fs01\$vault$`;
    expect(await page.locator('.jp-OutputArea .access-table td').last().textContent()).toBe(name);
    const list = page.locator('.jp-OutputArea dl').first();
    expect(await list.textContent()).toContain(name);
    const lines = await page.evaluate<
      number[]
    >(`[...document.querySelectorAll('.jp-OutputArea dl dt')].map((label) => {
      const range = document.createRange();
      range.selectNodeContents(label);
      return range.getClientRects().length;
    })`);
    expect(lines.length).toBeGreaterThan(3);
    expect(new Set(lines)).toEqual(new Set([1]));
    await page.close();
  });

  it('draws them in a notebook from elsewhere, which it does not trust', async () => {
    const page = await open('received.ipynb');
    const trust = page.locator('#jp-main-statusbar [title*="rusted"]');
    await expect.poll(() => trust.getAttribute('title')).toMatch(/^Notebook not trusted/);
    await expect.poll(() => page.locator('.jp-OutputArea .sankey-link').count()).toBeGreaterThan(0);
    await expect.poll(() => drawn(page)).toBe(figures);
    await page.close();
  });

  it('lets an account be picked from a list, which the next cell has as a value', async () => {
    const { page, requests } = await openRecorded('selection.ipynb');
    await runAll(page);
    const list = page.getByRole('listbox', { name: 'Alerts' });
    const [cells, options, said] = [
      page.locator('.jp-Cell'),
      list.getByRole('option'),
      page.locator('.access-selection [role=status]'),
    ];
    await expect.poll(() => options.count()).toBe(3);
    expect(await said.textContent()).toBe('Nobody is picked.');
    /** What the notebook's last cell prints of the pick, run again. */
    const value = async () => {
      const prompt = cells.last().locator('.jp-InputPrompt');
      const before = await prompt.textContent();
      await cells.last().locator('.cm-content').click();
      await page.keyboard.press('Control+Enter');
      const isDone = async () => /^\[\d+\]:$/.test((await prompt.textContent()) ?? '');
      await expect.poll(async () => (await isDone()) && (await prompt.textContent()) !== before).toBe(true);
      return JSON.parse((await cells.last().locator('.jp-OutputArea-output').textContent())!);
    };
    await expect.poll(() => status(page)).toBe('Idle');
    expect(await value()).toBe(null);

    await options.nth(1).click();
    expect(await said.textContent()).toBe('Picked: u2');
    expect(await value()).toEqual({ tenant: 't', user: 'u2' });

    // The alerts and the map of the same notebook show the same, and a pick there is one here.
    const articles = page.locator('.jp-OutputArea article:visible');
    await expect.poll(() => articles.count()).toBe(1);
    expect(await articles.getAttribute('data-account')).toBe('u2');
    expect(await page.locator('.js-plotly-plot .access-frame').count()).toBe(1);
    const bar = page.locator('.jp-NotebookPanel .access-bar');
    expect(await bar.isVisible()).toBe(true);
    expect(await bar.textContent()).toContain('Selected account: u2');
    // What stands below a figure takes nothing of its room.
    const [plot, figure] = [
      page.locator('.js-plotly-plot .main-svg').first(),
      page.locator('.js-plotly-plot'),
    ];
    const [drawn, room] = await Promise.all([plot.boundingBox(), figure.boundingBox()]);
    expect(room!.height).toBeGreaterThanOrEqual(drawn!.height);
    expect(drawn!.height).toBeGreaterThan(200);
    await page.locator('.access-choose select').selectOption('u1');
    await expect.poll(() => said.textContent()).toBe('Picked: u1');
    expect(await articles.getAttribute('data-account')).toBe('u1');
    expect(await value()).toEqual({ tenant: 't', user: 'u1' });
    await page.locator('.access-choose select').selectOption('nothing');
    await expect.poll(() => said.textContent()).toBe('Nobody is picked.');
    await options.nth(1).click();

    const count = await cells.count();
    await list.focus();
    for (const key of ['ArrowUp', 'ArrowUp', 'End', 'Enter']) await page.keyboard.press(key);
    expect(await options.nth(2).getAttribute('aria-selected')).toBe('true');
    // The keys were no commands of the notebook.
    expect(await cells.count()).toBe(count);
    expect(await value()).toEqual({ tenant: 't', user: 'u3' });

    await list.focus();
    await page.keyboard.press('Escape');
    expect(await value()).toBe(null);

    // A page that is loaded anew finds the list in the kernel.
    await options.nth(0).click();
    expect(await value()).toEqual({ tenant: 't', user: 'u1' });
    await page.keyboard.press('Control+s');
    await expect.poll(() => page.locator('#jp-main-dock-panel .jp-mod-dirty').count()).toBe(0);
    await page.reload();
    await expect.poll(() => said.textContent()).toBe('Picked: u1');
    await options.nth(2).click();
    await expect.poll(() => status(page)).toBe('Idle');
    expect(await value()).toEqual({ tenant: 't', user: 'u3' });
    expect(requests.filter((url) => !url.startsWith(address) && !/^(data|blob):/.test(url))).toEqual([]);
    await page.close();
  });

  it('has binary state of a widget in common with the kernel, also while a cell awaits it', async () => {
    const page = await open('widget.ipynb');
    await runAll(page);
    const [shown, printed] = [
      page.locator('.jp-OutputArea .bytes'),
      page.locator('.jp-Cell').last().locator('.jp-OutputArea'),
    ];
    await expect.poll(() => printed.textContent()).toContain('waits');
    await expect.poll(() => shown.count()).toBe(1);
    expect(await shown.textContent()).toBe('0,7');
    await page.locator('.jp-OutputArea .add').click();
    await expect.poll(() => shown.textContent()).toBe('9!');
    await expect.poll(() => printed.textContent()).toContain('0,7,255');
    await expect.poll(() => status(page)).toBe('Idle');
    await page.close();
  });

  it("runs no module of a stranger's file", async () => {
    const page = await open('stranger.ipynb');
    await expect.poll(() => status(page)).toBe('Idle');
    expect(await page.locator('.jp-OutputArea-output').textContent()).toContain('still');
    expect(await page.evaluate('globalThis.ran')).toBe(undefined);
    await page.close();
  });
});

/** A notebook that brings a module of its own, as JupyterLab saves widgets with it. */
function strangerNotebook(): object {
  const names = Object.fromEntries(
    ['model', 'view'].flatMap((part) => [
      [`_${part}_module`, 'anywidget'],
      [`_${part}_name`, `Any${part === 'model' ? 'Model' : 'View'}`],
      [`_${part}_module_version`, '~0.11.*'],
    ]),
  );
  const state = { ...names, _anywidget_id: 'x', _esm: 'globalThis.ran = true; export default {};' };
  const model = { model_module: 'anywidget', model_name: 'AnyModel', model_module_version: '~0.11.*', state };
  const version = { version_major: 2, version_minor: 0 };
  const view = { ...version, model_id: 'theirs' };
  const data = { 'application/vnd.jupyter.widget-view+json': view, 'text/html': '<b>still</b>' };
  const output = { output_type: 'display_data', data, metadata: {} };
  const kernelspec = { display_name: 'TypeScript', language: 'typescript', name: 'tslab' };
  const widgets = { 'application/vnd.jupyter.widget-state+json': { ...version, state: { theirs: model } } };
  return {
    cells: [{ cell_type: 'code', id: 'c', execution_count: 1, metadata: {}, source: '1', outputs: [output] }],
    metadata: { kernelspec, widgets },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Runs all cells, once the kernel is there. */
async function runAll(page: Page): Promise<void> {
  const kernel = page.locator('.jp-Toolbar-kernelName');
  await expect.poll(() => kernel.textContent()).toBe('TypeScript');
  await expect.poll(() => status(page)).toBe('Idle');
  await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
}

/** The kernel's status as the notebook's toolbar says it. */
function status(page: Page): Promise<string | null> {
  return page
    .locator('.jp-Notebook-ExecutionIndicator')
    .getAttribute('data-status')
    .then((name) => name && name[0].toUpperCase() + name.slice(1));
}

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
