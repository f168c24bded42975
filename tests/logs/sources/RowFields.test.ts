import { describe, expect, it } from 'vitest';
import { FieldTree } from '../../../lib/logs/fields/FieldTree.js';
import type { OpenedRows } from '../../../lib/logs/open/OpenedRows.js';
import { RowFields } from '../../../lib/logs/sources/RowFields.js';
import { withConnection } from '../../../lib/sql/withConnection.js';

type Ask = (fields: RowFields) => string[];

/** What SQL makes of rows of JSON, by what is asked of their fields. */
function ofJson(records: readonly object[], ask: Ask, seen = records.length) {
  return withConnection(async (connection, { LIST, VARCHAR, listValue }) => {
    const rows = records.map((record) => JSON.stringify(record));
    await connection.run(
      'CREATE TEMP TABLE records AS SELECT unnest($1) AS row',
      [listValue(rows)],
      [LIST(VARCHAR)],
    );
    const opened: OpenedRows = {
      ...{ files: ['a.jsonl'], file: '0', relation: 'temp.records', json: 'row', isMalformed: 'false' },
      sample: async () => FieldTree.of(rows.slice(0, seen).map((row) => JSON.parse(row))),
      numRows: rows.length,
      run: async (query) => (await connection.run(query)).getRows(),
    };
    const fields = await RowFields.of(opened, 'all');
    await fields.lookFor(['user', 'of.name']);
    const columns = ask(fields);
    const result = await connection.run(`SELECT ${columns.join(', ')} FROM ${fields.relation}`);
    return result.getRows();
  });
}

/** Rows of columns, none of which may be looked at. */
const columns = (names: string[]): OpenedRows => ({
  ...{ files: ['a.csv', 'b.csv'], file: '0', relation: 'rows', isMalformed: 'false', names },
  column: (name) => `"${name}"`,
  sample: () => Promise.reject(new Error('the rows were looked at')),
});

describe('RowFields of JSON', () => {
  it('have of several spellings the first that is filled', async () => {
    const records = [{ user: 'ada', USER: 'x' }, { user: '-', USER: 'ben' }, { USER: 'cleo' }, { other: 1 }];
    expect(await ofJson(records, (fields) => [fields.text('user')])).toEqual([
      ['ada'],
      ['ben'],
      ['cleo'],
      [null],
    ]);
  });

  it('have what the sample has missed: another spelling, and another kind', async () => {
    const records = [{ user: 'ada' }, { user: 'ada', of: 'x' }, { User: 'ben', of: { NAME: 'y' } }];
    const found = await ofJson(records, (fields) => [fields.text('user'), fields.text('of.name')], 1);
    expect(found).toEqual([
      ['ada', null],
      ['ada', null],
      ['ben', 'y'],
    ]);
  });

  it("have a vendor's field where the event stands within another record, or in text, or by itself", async () => {
    const event = { actor: { id: 'ada' }, kind: { name: 'read' } };
    const records = [
      ...[event, { detail: event }, { detail: JSON.stringify(event) }, { detail_s: JSON.stringify(event) }],
      ...[
        { actor_id_s: 'ada', Kind_Name: 'read' },
        { detail: { actor: { id: '-' } }, actor: { id: 'ada' } },
      ],
    ];
    const ask: Ask = (fields) => ['actor.id', 'kind.name'].map((name) => fields.vendorText(name, ['detail']));
    expect(await ofJson(records, ask)).toEqual([...Array(5).fill(['ada', 'read']), ['ada', null]]);
  });

  it("have a vendor's plain field that no sample has seen, and null of a list's entry", async () => {
    const records = [{ a: 1 }, { a: 1, rare: { id: 'x' }, list: [{ id: 'y' }] }];
    const ask: Ask = (fields) => [fields.vendorText('rare.id'), fields.vendorText('list[0].id')];
    expect(await ofJson(records, ask, 1)).toEqual([
      [null, null],
      ['x', null],
    ]);
  });

  it('compute once a row what is made of fields', async () => {
    const found = await ofJson([{ user: 'ada' }], (fields) => {
      const user = fields.once(`upper(${fields.text('user')})`, 1);
      expect(fields.once(`upper(${fields.text('user')})`, 1)).toBe(user);
      expect(fields.once(user, 1)).toBe(user);
      return [`${user} || ${user}`];
    });
    expect(found).toEqual([['ADAADA']]);
  });
});

describe('RowFields of columns', () => {
  it('look at no row where all that is wanted are columns', async () => {
    const fields = await RowFields.of(columns(['user', 'res']), ['user']);
    expect([fields.has('user'), fields.has('USER'), fields.has('who')]).toEqual([true, true, false]);
    expect(fields.text('user')).toContain('"user"');
    expect(fields.relation).toBe('rows');
    expect(fields.column('res')).toBe('res');
    await expect(RowFields.of(columns(['user', 'res']), ['USER'])).rejects.toThrow('the rows were looked at');
  });

  it('say which there are, and which stand twice', async () => {
    const fields = await RowFields.of(columns(['user', 'res', 'res']), []);
    expect(() => fields.text('users')).toThrow(
      new RangeError('Expected a column "users" in a.csv, b.csv, got "user", "res"'),
    );
    expect(() => fields.text('res')).toThrow(
      new RangeError('Expected one column "res" in a.csv, b.csv, got several'),
    );
  });
});
