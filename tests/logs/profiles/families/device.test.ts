import { expect, it } from 'vitest';
import { deviceSql } from '../../../../lib/logs/profiles/families/device.js';
import { ofTexts } from '../sqlOf.js';

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Windows'],
  ['Windows10', 'Windows'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X)', 'iOS'],
  ['Ios 17.1', 'iOS'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 'macOS'],
  ['MacOs', 'macOS'],
  ['Mac OS X', 'macOS'],
  ['Mozilla/5.0 (Linux; Android 13; Pixel 7)', 'Android'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)', 'ChromeOS'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'Linux'],
  ['kubectl/v1.31.0 (linux/amd64)', 'Linux'],
  ['Boto3/1.34 os/macos#23.1', 'macOS'],
  ['a bios update', null],
  ['Unknown', null],
])('%s is %s', async (text, system) => {
  expect(await ofTexts(deviceSql, [text, null])).toEqual([system, null]);
});
