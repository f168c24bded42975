import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomalyModel } from '../../lib/original/AccessAnomalyModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { fuzzRuns } from '../hostile/fuzzRuns.js';
import { scoresOf } from '../original/accessTable.js';
import { sideOf } from './sideOf.js';

const reference = fileURLToPath(new URL('../fixtures/reference/synapseml-model/', import.meta.url));
const recorded: string[][] = JSON.parse(readFileSync(join(reference, 'scored.json'), 'utf8'));
const table = toTable(recorded.map(([tenant, user, res]) => ({ tenant, user, res })));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'synapse-damage-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a load gives, to the bit. */
const fingerprint = async (path: string) => {
  const model = await AccessAnomalyModel.load(path);
  return [model.numUsers, model.numResources, model.rank, ...scoresOf(model.transform(table))].join();
};

describe.each([
  ['as it came', false],
  ['with the .crc files of Hadoop', true],
])("a folder of SynapseML's %s", (name, hasSides) => {
  let path: string;
  let expected: string;
  let contents: Map<string, Buffer>;
  beforeAll(async () => {
    path = join(folder, name);
    cpSync(join(reference, 'model'), path, { recursive: true });
    const files = () =>
      (readdirSync(path, { recursive: true }) as string[])
        .map((file) => join(path, file))
        .filter((file) => /\.(parquet|crc)$/.test(file))
        .sort();
    if (hasSides) {
      for (const file of files()) {
        writeFileSync(join(dirname(file), `.${basename(file)}.crc`), sideOf(readFileSync(file)));
      }
    }
    contents = new Map(files().map((file) => [file, readFileSync(file)]));
    expect(contents.size).toBe(hasSides ? 14 : 7);
    expected = await fingerprint(path);
  });

  it('loads the same scores with any byte changed, or is refused by the name of its file', async () => {
    const bytes = [...contents.values()].reduce((sum, { length }) => sum + length, 0);
    const numRuns = fuzzRuns(80);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes - 1), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
        let at = place;
        for (const [file, content] of contents) {
          if (at >= content.length) {
            at -= content.length;
            continue;
          }
          const damaged = Buffer.from(content);
          damaged[at] ^= mask;
          writeFileSync(file, damaged);
          try {
            const got = await fingerprint(path).catch(({ message }: Error) => {
              expect(message).toMatch(/^Expected /);
              // A .crc file speaks of the file that it stands beside.
              expect(message).toContain(file.replace(/\.([^/]*)\.crc$/, '$1'));
              refused++;
              return expected;
            });
            expect(got).toBe(expected);
          } finally {
            writeFileSync(file, content);
          }
          return;
        }
      }),
      { numRuns, seed: 6 },
    );
    // The rest of a file that came alone is for people, or for readers of other kinds.
    expect(refused).toBeGreaterThan(numRuns * (hasSides ? 0.9 : 0.5));
  }, 3_600_000);
});
