import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAlertTarget } from '../../lib/sinks/checkAlertTarget.js';
import { handOn } from '../../lib/sinks/handOn.js';
import { alertsOf } from './alertsOf.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hand-on-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('handOn', () => {
  it('says what was written, that nobody takes it, or why it could not', async () => {
    const file = join(folder, 'alerts.csv');
    expect(await handOn(alertsOf(2), file)).toEqual({
      text: `Alerts written to ${file}: 2; there before: 0.`,
    });
    expect(existsSync(file)).toBe(true);
    expect(Object.keys(await handOn(alertsOf(2), ''))).toEqual(['text']);
    const { text, undelivered } = await handOn(alertsOf(2), join(folder, 'none', 'alerts.csv'));
    expect(text).toMatch(/^Expected a folder to write/);
    expect(undelivered).toBe(text);
  });
});

describe('checkAlertTarget', () => {
  it('takes what alerts can be written to, and writes nothing', async () => {
    const before = readdirSync(folder);
    await checkAlertTarget(join(folder, 'later.ocsf.ndjson'));
    await checkAlertTarget({ path: join(folder, 'later'), format: 'csv' });
    await checkAlertTarget('splunk:https://splunk.example:8088');
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ['none/alerts.csv', /^Expected a folder to write .*, got none at/],
    ['alerts.txt', 'Expected a name that ends in .csv'],
    ['', /^Expected a name that ends in/],
  ])('refuses the file %s', async (name, message) => {
    await expect(checkAlertTarget(join(folder, name))).rejects.toThrow(message);
  });

  it('refuses a folder, and addresses that are none', async () => {
    await expect(checkAlertTarget({ path: folder, format: 'csv' })).rejects.toThrow(
      'got a folder: name a file',
    );
    await expect(checkAlertTarget('splunk:nowhere')).rejects.toThrow();
  });
});
