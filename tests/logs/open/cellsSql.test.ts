import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanRow } from '../../../lib/logs/decode/scanRow.js';
import { cellSql, cellsSql, isOddRow } from '../../../lib/logs/open/cellsSql.js';
import { rowObject } from '../../../lib/logs/smallFiles/rowObject.js';
import { columnsOf, type TextLayout, textLayout } from '../../../lib/logs/smallFiles/textLayout.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

const csv = textLayout(['a,b', '1,2']);

/** Whether each row is odd, and what its columns are. */
function cellsOf(layout: TextLayout, rows: readonly string[]) {
  return withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
    await connection.run(
      'CREATE TEMP TABLE lines AS SELECT unnest($1) AS row',
      [listValue([...rows])],
      [LIST(VARCHAR)],
    );
    const cells = columnsOf(layout).map((name) => cellSql(layout, name));
    const result = await connection.run(
      `SELECT ${isOddRow(layout)}, ${cells.join(', ')} FROM (SELECT ${cellsSql(layout, 'row')} AS cells FROM temp.lines)`,
    );
    return (await result.getRows()).map(([isOdd, ...values]) => ({ isOdd, values }));
  });
}

describe('cells', () => {
  it.each([',', ';', '\t', '|', ' '])(
    'are those of a reading of its own, separated by %j',
    async (separator) => {
      const layout: TextLayout = { ...csv, separator, names: ['a', 'b', 'c'], numExtra: 1 };
      const unit = fc.constantFrom('x', 'é', '"', "'", '\\', '\n', ',', ';', '|', '\t', ' ', '{', '😀');
      const plain = fc.string({ unit, maxLength: 4 });
      const quoted = plain.map((text) => `"${text.replaceAll('"', '""')}"`);
      const row = fc.array(fc.oneof(plain, quoted), { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(fc.array(row, { minLength: 20, maxLength: 40 }), async (cells) => {
          const rows = cells.map((each) => each.join(separator)).filter((text) => text !== '');
          const found = await cellsOf(layout, rows);
          for (const [n, text] of rows.entries()) {
            const scan = scanRow(text, separator);
            const isWhole = typeof scan === 'number' && scan >= 3;
            if (!isWhole || scan <= 4) expect(found[n].isOdd, text).toBe(!isWhole);
            if (found[n].isOdd) continue;
            const values = found[n].values.map((value) => value ?? '');
            const object = rowObject(layout, text);
            expect(values, text).toEqual(columnsOf(layout).map((name) => object[name]));
          }
        }),
        { numRuns: 15 },
      );
    },
  );

  it('are found where a quote stands within a plain one', async () => {
    const layout: TextLayout = { ...csv, separator: ',', names: ['a', 'b'], numExtra: 0 };
    expect(await cellsOf(layout, ['5" disk,x', 'a,b "c" d', '"a""b",'])).toEqual([
      { isOdd: false, values: ['5" disk', 'x'] },
      { isOdd: false, values: ['a', 'b "c" d'] },
      { isOdd: false, values: ['a"b', ''] },
    ]);
  });

  it('have no quotes where the layout has none', async () => {
    const layout: TextLayout = {
      ...csv,
      kind: 'zeek',
      isQuoted: false,
      separator: '\t',
      names: ['a', 'b'],
      numExtra: 0,
    };
    expect(await cellsOf(layout, ['"x\ty"', 'x'])).toEqual([
      { isOdd: false, values: ['"x', 'y"'] },
      { isOdd: true, values: ['x', null] },
    ]);
  });
});
