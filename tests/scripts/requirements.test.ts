import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const lock = readFileSync('requirements.txt', 'utf8');
/** The packages of the lock, each with its lines. */
const entries = lock.split(/^(?=[a-z])/m).filter((entry) => /^[\w.-]+==/.test(entry));

describe('requirements.txt', () => {
  it('has every pin of environment.yml: `npm run lock:python` makes it anew', () => {
    const pins = [...readFileSync('environment.yml', 'utf8').matchAll(/^ +- ([\w.-]+==[\w.]+)$/gm)];
    expect(pins.length).toBeGreaterThan(3);
    for (const [, pin] of pins) expect(entries.map((entry) => entry.split(/\s/)[0])).toContain(pin);
  });

  it('has a hash of every package', () => {
    expect(entries.length).toBeGreaterThan(80);
    for (const entry of entries) expect(entry).toMatch(/--hash=sha256:[0-9a-f]{64}/);
  });
});
