import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../lib/saving/manifest.js';
import { fingerprint, forge, KINDS, WITH_DAYS } from './kinds.js';

/** FUZZ_RUNS=100000 tries many more. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 150);

/** What happens to files, with `at` and `length` as shares of the file. Null: it is deleted. */
type Damage = (content: Buffer, at: number, length: number, byte: number) => Buffer | null;

const DAMAGES: Record<string, Damage> = {
  flipped: (content, at, _, byte) => {
    const flipped = Buffer.from(content);
    flipped[Math.floor(at * content.length)] ^= byte;
    return flipped;
  },
  truncated: (content, at) => content.subarray(0, Math.floor(at * content.length)),
  removed: (content, at, length) => {
    const start = Math.floor(at * content.length);
    return Buffer.concat([content.subarray(0, start), content.subarray(start + 1 + Math.floor(length * 40))]);
  },
  inserted: (content, at, length, byte) => {
    const start = Math.floor(at * content.length);
    const more = Buffer.alloc(1 + Math.floor(length * 40), byte);
    return Buffer.concat([content.subarray(0, start), more, content.subarray(start)]);
  },
  zeroed: (content, at, length) => {
    const end = Math.min(content.length, Math.ceil((at + length) * content.length));
    return Buffer.from(content).fill(0, Math.floor(at * content.length), end);
  },
  missing: () => null,
};

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const damage = fc.tuple(
  fc.constantFrom(...Object.keys(DAMAGES)),
  share,
  share,
  fc.integer({ min: 1, max: 255 }),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'damage-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([...KINDS, WITH_DAYS])('a folder of $name with a damaged file', ({ name, fit, load }) => {
  let path: string;
  let contents: Map<string, Buffer>;
  let expected: string;
  beforeAll(async () => {
    path = join(folder, name);
    const [model] = await fit();
    await model.save(path);
    contents = new Map(readdirSync(path).map((file) => [file, readFileSync(join(path, file))]));
    expected = fingerprint(model);
  });

  const restore = () => {
    for (const [file, content] of contents) writeFileSync(join(path, file), content);
  };

  /** The scores of what is loaded; null where that is refused by name. */
  async function scoresOrRefused(): Promise<string | null> {
    const loaded = await load(path).catch((error: Error) => {
      expect(error.message).toMatch(/^Expected /);
      expect(error.message).toContain(path);
      return null;
    });
    return loaded && fingerprint(loaded);
  }

  it('loads the same scores, or is refused by name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), damage, async (n, [kind, ...how]) => {
        restore();
        const [file, content] = [...contents][n % contents.size];
        const damaged = DAMAGES[kind](content, ...how);
        if (damaged === null) rmSync(join(path, file));
        else writeFileSync(join(path, file), damaged);
        const scores = await scoresOrRefused();
        if (scores !== null) expect(scores).toBe(expected);
      }),
      { numRuns },
    );
  }, 3_600_000);

  it('that the manifest vouches for is loaded as another model, or refused by name', async () => {
    const kinds = [...contents.keys()].filter((file) => file !== 'model.json');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), damage, async (file, [kind, ...how]) => {
        restore();
        const damaged = DAMAGES[kind](contents.get(file)!, ...how);
        if (damaged === null || damaged.length === 0) return;
        writeFileSync(join(path, file), damaged);
        forge(path, ({ files }) => {
          const record = { name: file, bytes: damaged.length, sha256: sha256(damaged) };
          files[file.replace(/-.*/, '')] = record;
        });
        await scoresOrRefused();
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  }, 3_600_000);
});
