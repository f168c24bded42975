import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameCell, nameOfCell } from '../../../lib/base/text/nameCell.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { hostileName } from '../../hostile/hostileName.js';

describe('nameCell', () => {
  it.each([
    ['cohen', 'cohen'],
    ['\\\\fs01\\hr\\salaries', '\\\\fs01\\hr\\salaries'],
    ['CORP\\u1234', 'CORP\\u1234'],
    ['Müller, Anna', 'Müller, Anna'],
    ['*', '"*"'],
    ['#ops', '"#ops"'],
    ['=1+1', '"=1+1"'],
    ['-', '"-"'],
    ['@here', '"@here"'],
    ['\uff1d1', '"\uff1d1"'],
    ["'=1", '"\'=1"'],
    ["o'neil", "o'neil"],
    [' u1', '" u1"'],
    ['u1 ', '"u1 "'],
    ['a   b', '"a \\u0020\\u0020b"'],
    ['a\r\nb', '"a\\r\\nb"'],
    ['"u1"', '"\\"u1\\""'],
    ['ad\u202emin', '"ad\\u202emin"'],
    ['a\u{e0041}', '"a\\udb40\\udc41"'],
  ])('writes %j as %s', (name, cell) => {
    expect(nameCell(name)).toBe(cell);
    expect(nameOfCell(cell)).toBe(name);
  });

  it('is exact for every name, on one line, and never the cell of any name', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const cell = nameCell(name);
        expect(nameOfCell(cell)).toBe(name);
        expect(cell).not.toMatch(/[\r\n\t]|^[=+\-@#]|^'[=+\-@]|^\s|\s$|^\*$/);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  it('writes no two names alike', () => {
    fc.assert(
      fc.property(hostileName, hostileName, (a, b) => {
        fc.pre(a !== b);
        expect(nameCell(a)).not.toBe(nameCell(b));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });
});

describe('nameOfCell', () => {
  it.each([
    ['what no writer quotes', '=1+1', '=1+1'],
    ['quotes that are no JSON', '"C:\\Program Files\\x.exe" -k', '"C:\\Program Files\\x.exe" -k'],
    ['quotes that nothing needs', '"u1"', '"u1"'],
    ['any name', '*', null],
  ])('takes %s as it is', (_, cell, name) => {
    expect(nameOfCell(cell)).toBe(name);
  });

  it.each([
    [
      "'=1+1",
      'a name with an apostrophe in front of it: write "=1+1", or "\'=1+1" if the apostrophe belongs to it',
    ],
    ['"\\ud800"', 'a name with half a surrogate pair, which no log can hold'],
    ['\ud800', 'a name with half a surrogate pair, which no log can hold'],
  ])('refuses %j, which may mean two names or none', (cell, message) => {
    expect(() => nameOfCell(cell)).toThrow(message);
  });
});
