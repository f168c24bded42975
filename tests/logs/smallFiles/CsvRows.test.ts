import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../../lib/logs/decode/rowLines.js';
import { CsvRows } from '../../../lib/logs/smallFiles/CsvRows.js';
import { rowObject } from '../../../lib/logs/smallFiles/rowObject.js';
import { type TextLayout, textLayout } from '../../../lib/logs/smallFiles/textLayout.js';
import { withStructsAsJson } from '../../../lib/logs/smallFiles/withStructsAsJson.js';

type Row = [line: number, isWhole: boolean, text: string];

/** The rows of a text, by the layout that it has. */
function rowsOf(content: string | Buffer, layout: TextLayout = textLayout(content.toString().split('\n'))) {
  const rows: Row[] = [];
  const csv = new CsvRows(layout, (...row) => rows.push(row));
  const splitter = new LineSplitter(2_000_000);
  for (const line of [...splitter.add(Buffer.from(content)), ...splitter.end()]) csv.add(line);
  csv.end();
  return { rows, layout: csv.layout };
}

const objectsOf = (content: string) => {
  const { rows, layout } = rowsOf(content);
  return rows.filter(([, isWhole]) => isWhole).map(([, , text]) => rowObject(layout, text));
};

const csv = textLayout(['a,b', '1,2']);

describe('CsvRows', () => {
  it('has the rows behind the header, with their lines', () => {
    expect(rowsOf('note\n\na,b\n1,2\n\n3,4\n').rows).toEqual([
      [4, true, '1,2'],
      [6, true, '3,4'],
    ]);
  });

  it('leaves out a header that stands again', () => {
    expect(rowsOf('a,b\n1,2\na,b\n3,4\na,b\n').rows.map(([line]) => line)).toEqual([2, 4]);
  });

  it('joins lines that quotes span, as they were broken', () => {
    const { rows } = rowsOf('a,b\n"1\r\n\n2",3\r\n4,"5\r6"\n7,8\n');
    expect(rows).toEqual([
      [2, true, '"1\r\n\n2",3'],
      [5, true, '4,"5\r6"'],
      [7, true, '7,8'],
    ]);
  });

  it('has rows that are no rows', () => {
    expect(rowsOf('a,b\n1\n1,2,3\n1,2\n"1"x,2\n', csv).rows).toEqual([
      [2, false, '1'],
      [3, false, '1,2,3'],
      [4, true, '1,2'],
      [5, false, '"1"x,2'],
    ]);
  });

  it('loses one line to a quote that is left open', () => {
    const { rows } = rowsOf(`a,b\n"1,2\n${'3,4\n'.repeat(2000)}`);
    expect(rows[0]).toEqual([2, false, '"1,2']);
    expect(rows.slice(1)).toEqual(Array.from({ length: 2000 }, (_, n) => [n + 3, true, '3,4']));
    // The quote that comes next closes nothing that makes a row.
    expect(rowsOf('a,b\n"1,2\n3,4\n5,"6"\n').rows).toEqual([
      [2, false, '"1,2'],
      [3, true, '3,4'],
      [4, true, '5,"6"'],
    ]);
  });

  it('has open quotes up to the end', () => {
    expect(rowsOf('a,b\n1,2\n"3,4').rows).toEqual([
      [2, true, '1,2'],
      [3, false, '"3,4'],
    ]);
  });

  it('has lines that are too long or no UTF-8 as they begin', () => {
    const long = 'x'.repeat(1_950_000);
    const bytes = Buffer.concat([
      Buffer.from(`a,b\n1,${long}\n3,`),
      Buffer.from([0xff]),
      Buffer.from('\n5,6\n'),
    ]);
    const { rows } = rowsOf(bytes, csv);
    expect(rows.map(([line, isWhole]) => [line, isWhole])).toEqual([
      [2, false],
      [3, false],
      [4, true],
    ]);
    expect(rows[0][2]).toMatch(/^\(a line of 1950002 bytes\) 1,xxx/);
    expect(rows[1][2]).toBe('3,\ufffd');
  });

  it('adds up, whatever the text is', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', ';'), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
        const text = cells.join('\n');
        const { rows } = rowsOf(`a,b\n${text}`, csv);
        // No character is lost but those of breaks, blank lines and headers.
        const kept = (all: string) => all.replace(/[\s]/g, '').replaceAll('a,b', '');
        expect(kept(rows.map(([, , row]) => row).join(''))).toBe(kept(text));
        const lines = rows.map(([line]) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });
});

describe('CsvRows of W3C logs', () => {
  it('reads fields that change in the midst by their names', () => {
    const text = [
      ...['#Software: IIS', '#Fields: date time user uri', '2026-03-01 10:00:00 ada /a'],
      ...['#Fields: uri date user time status', '/b 2026-03-01 ben 10:00:01 200'],
      ...['#Date: 2026-03-02', '#Fields: date time user uri', '2026-03-02 10:00:02 cleo /c', ''],
    ];
    expect(objectsOf(text.join('\n'))).toEqual([
      { date: '2026-03-01', time: '10:00:00', user: 'ada', uri: '/a', status: '' },
      { date: '2026-03-01', time: '10:00:01', user: 'ben', uri: '/b', status: '200' },
      { date: '2026-03-02', time: '10:00:02', user: 'cleo', uri: '/c', status: '-' },
    ]);
  });

  it('has a row of another width than its own names for none', () => {
    const text = '#Fields: a b\n1 2\n#Fields: a b c\n1 2\n1 2 3\n#Fields: a b\n4 5\n';
    expect(rowsOf(text).rows.map(([line, isWhole]) => [line, isWhole])).toEqual([
      [2, true],
      [4, false],
      [5, true],
      [7, true],
    ]);
  });

  it('reads quoted cells of fields that changed', () => {
    const text = '#Fields: user agent\nada "x y"\n#Fields: agent user\n"p q" ben\n';
    expect(objectsOf(text)).toEqual([
      { user: 'ada', agent: 'x y' },
      { user: 'ben', agent: 'p q' },
    ]);
  });
});

it("CsvRows of Zeek's logs leave out what begins with #, and know no quotes", () => {
  const text = '#separator \\x09\n#fields\tuser\tres\n"ada\tx"\n#close\t2026\nben\t-\n';
  expect(objectsOf(text)).toEqual([
    { user: '"ada', res: 'x"' },
    { user: 'ben', res: '-' },
  ]);
});

describe('rowObject', () => {
  it('has the first of columns of one name, and empty text where a cell is missing', () => {
    const layout: TextLayout = { ...csv, names: ['a', 'b', 'a'], numExtra: 1 };
    expect(rowObject(layout, '1,"2 ""x""",3')).toEqual({ a: '1', b: '2 "x"', extra1: '' });
  });
});

describe('withStructsAsJson', () => {
  const layout = textLayout(['a,b', '1,2']);

  it('makes JSON of the structs in cells', () => {
    const row = withStructsAsJson(layout, '"{type=Role, userName=null}",x');
    expect(rowObject(layout, row)).toEqual({ a: '{"type":"Role","userName":null}', b: 'x' });
  });

  it('leaves all else as it is', () => {
    for (const row of ['1,2', '{"a=b":1},2', '"{""a"":1}",x'])
      expect(withStructsAsJson(layout, row)).toBe(row);
    const mixed = '"{a=1} or so","q ""x"""';
    expect(rowObject(layout, withStructsAsJson(layout, mixed))).toEqual({ a: '{a=1} or so', b: 'q "x"' });
  });
});
