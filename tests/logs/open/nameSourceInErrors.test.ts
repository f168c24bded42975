import { describe, expect, it } from 'vitest';
import { nameSourceInErrors } from '../../../lib/logs/open/nameSourceInErrors.js';

const fail = (message: string) => () => Promise.reject(new Error(message));

describe('nameSourceInErrors', () => {
  it('gives what the work gives', async () => {
    expect(await nameSourceInErrors(['a'], async () => 7)).toBe(7);
  });

  it("names the sources in DuckDB's errors, and keeps those for the cause", async () => {
    const work = fail('Invalid Input Error: something\nmore of it');
    await expect(nameSourceInErrors(['a.csv', 'b.csv'], work)).rejects.toMatchObject({
      message: 'Expected access logs that can be read in a.csv, b.csv, got Invalid Input Error: something',
      cause: { message: 'Invalid Input Error: something\nmore of it' },
    });
    await expect(nameSourceInErrors([...'abcde'], work)).rejects.toThrow(/in a, b, c and 2 more, got/);
  });

  it('leaves all others as they are', async () => {
    for (const message of ['Expected a column "x"', 'INTERRUPT Error: Interrupted!']) {
      await expect(nameSourceInErrors(['a'], fail(message))).rejects.toThrow(new Error(message));
    }
  });

  it('finds the one of several that is broken', async () => {
    const probe = async (n: number) => {
      if (n === 1) throw new Error('IO Error: of b');
    };
    await expect(nameSourceInErrors(['a', 'b', 'c'], fail('IO Error: of some'), probe)).rejects.toThrow(
      'Expected access logs that can be read in b, got IO Error: of b',
    );
    const none = async () => {};
    await expect(nameSourceInErrors(['a', 'b'], fail('IO Error: of some'), none)).rejects.toThrow(
      /in a, b, got IO/,
    );
  });
});
