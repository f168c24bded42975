import { createRequire } from 'node:module';
import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { adoptTable } from '../../lib/tables/adoptTable.js';
import { toTable } from '../../lib/tables/toTable.js';

const other: typeof arrow = createRequire(import.meta.url)('apache-arrow');
const foreign = other.tableFromArrays({ user: ['ann', 'bob'], count: Int32Array.of(1, 2) }) as arrow.Table;

describe('adoptTable', () => {
  it('is the table itself where it is one of ours', () => {
    const table = toTable([{ user: 'ann' }]);
    expect(adoptTable(table)).toBe(table);
    const none = toTable([]);
    expect(adoptTable(none)).toBe(none);
  });

  it('gives a foreign table types of our own, over the same buffers', () => {
    expect(foreign.schema.fields[1].type).not.toBeInstanceOf(arrow.Int);
    const adopted = adoptTable(foreign);
    expect(adopted.schema.fields[0].type).toBeInstanceOf(arrow.Dictionary);
    expect(adopted.schema.fields[1].type).toBeInstanceOf(arrow.Int);
    expect(adopted.getChild('count')!.data[0].values).toBe(foreign.getChild('count')!.data[0].values);
    expect(adopted.toString()).toBe(foreign.toString());
  });

  it('is a table that stands beside ours', () => {
    const ours = arrow.tableFromIPC(arrow.tableToIPC(adoptTable(foreign)));
    expect(ours.concat(adoptTable(foreign)).numRows).toBe(4);
  });

  it('leaves the foreign table as it is', () => {
    adoptTable(foreign);
    expect(foreign.schema.fields[1].type).toBeInstanceOf(other.Int);
  });
});
