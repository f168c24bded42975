import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Entities } from '../../lib/accesses/entities.js';
import { readHistoryTable } from '../../lib/original/saving/historyTable.js';
import { nameFileInErrors } from '../../lib/saving/nameFileInErrors.js';
import { toTable } from '../../lib/tables/toTable.js';
import { KINDS } from './kinds.js';

/** A name that a terminal shows from right to left. */
const NAME = 'mo\u202edel';
const SHOWN = 'mo\\u202edel';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shown-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The message of what is refused, which shows the name, and does so once. */
async function refusal(refused: Promise<unknown>): Promise<string> {
  const { message } = await refused.then(
    () => new Error('nothing was refused'),
    (error: Error) => error,
  );
  expect(message).toContain(SHOWN);
  expect(message).not.toMatch(/\u202e|\\u005c/);
  return message;
}

describe.skipIf(process.platform === 'win32').each(KINDS)(
  'errors of $name show what cannot be seen in a path',
  ({ name, fit, load }) => {
    it('of a folder', async () => {
      const [model] = await fit();
      const path = join(folder, `${name}-${NAME}`);
      expect(await refusal(load(path))).toContain('got none there');
      mkdirSync(path);
      expect(await refusal(load(path))).toContain('got one without');
      writeFileSync(join(path, `x${NAME}`), '');
      expect(await refusal(model.save(path))).toContain(`which holds "x${SHOWN}"`);
    });

    it('of a file', async () => {
      const [model] = await fit();
      const path = join(folder, `${name}-saved-${NAME}`);
      await model.save(path);
      writeFileSync(join(path, 'model.json'), '{"format":"mo\u202edel"}');
      expect(await refusal(load(path))).toMatch(/, got "mo\\u202edel"$/);
      expect(await refusal(model.save(path))).toMatch(/ of format "mo\\u202edel"$/);
      for (const text of ['', '{', '[1]']) {
        writeFileSync(join(path, 'model.json'), text);
        await refusal(load(path));
      }
      rmSync(join(path, 'model.json'));
      mkdirSync(join(path, 'model.json'));
      expect(await refusal(load(path))).toContain('to be a plain file, got a folder');
    });
  },
);

it('names a file once, whatever is in its name and in what is said of it', async () => {
  const path = `/${NAME}/x`;
  const said = (message: string) =>
    refusal(
      nameFileInErrors(path, () => {
        throw new Error(message);
      }),
    );
  expect(await said('IO Error: no \u202efile')).toBe(
    `Expected /${SHOWN}/x as it was saved, got: IO Error: no \\u202efile`,
  );
  expect(await said(`Expected /${SHOWN}/x to hold it, got none`)).toBe(
    `Expected /${SHOWN}/x to hold it, got none`,
  );
});

it('shows a name of a history', () => {
  const rows = [{ tenant: 't', user: NAME, res: 'r' }];
  const known = new Entities(new Map([['t', ['r']]]));
  expect(() => readHistoryTable(toTable(rows), known, known)).toThrow(`got "${SHOWN}"`);
});
