import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import '../jupyter/provided.js';
import { PATIENCE_MS } from '../patience.js';

/** Whether there is a browser; without one, tests that need it are skipped, and `npm test` says so. */
export const hasBrowser = inject('chromium') !== '';

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('chromium'),
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page that records what it asks for and what it complains about. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const page: Page = await browser.newPage(options);
  page.setDefaultTimeout(PATIENCE_MS);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, requests, complaints };
}
