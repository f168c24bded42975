import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAccess } from '../../lib/logs/readAccess.js';
import { spillFolder } from '../../lib/sql/spillFolder.js';
import { sql } from '../../lib/sql/sql.js';
import { rowsOf } from '../rowsOf.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'doors-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const columns = { user: 'user', res: 'res' };
const setting = async (name: string) => rowsOf(await sql`SELECT current_setting(${name}) AS value`)[0].value;

describe('the settings of DuckDB', () => {
  it.each([
    [
      sql.bind(
        null,
        Object.assign(["SET memory_limit = '1GB'"], { raw: ["SET memory_limit = '1GB'"] }) as never,
      ),
    ],
    [() => sql`SET GLOBAL threads = 1`],
    [() => sql`PRAGMA threads = 1`],
    [() => sql`RESET temp_directory`],
    [() => sql`SET lock_configuration = false`],
    [() => sql`SET TimeZone = 'Asia/Tokyo'`],
  ])('stay for all that come after: %#', async (change) => {
    const before = await setting('memory_limit');
    await expect(change()).rejects.toThrow('the configuration has been locked');
    expect(await setting('memory_limit')).toBe(before);
  });

  it('load nothing from the network, and fill neither the disk nor a folder that others can read', async () => {
    for (const name of [
      'autoinstall_known_extensions',
      'autoload_known_extensions',
      'allow_community_extensions',
    ]) {
      expect([name, await setting(name)]).toEqual([name, false]);
    }
    expect(await setting('max_temp_directory_size')).toMatch(/^[\d.]+ [KMGT]iB$/);
    expect(await setting('temp_directory')).toBe(spillFolder());
    expect(spillFolder()).toMatch(/access-anomaly-\d+-\w{6}$/);
    if (process.platform !== 'win32') expect(statSync(spillFolder()).mode & 0o777).toBe(0o700);
  });
});

describe('a query as a source', () => {
  const rows = "SELECT 'ann' AS user, 'wiki' AS res";

  it('is one SELECT', async () => {
    for (const query of [rows, `${rows};`, `FROM (${rows})`, `WITH a AS (${rows}) SELECT * FROM a -- all`]) {
      expect((await readAccess(query, columns)).table.numRows).toBe(1);
    }
  });

  it.each([
    ['closes its bracket', (file: string) => `${rows}) TO '${file}'; COPY (${rows}`],
    ['closes its bracket, with a comment', (file: string) => `${rows}\n) TO '${file}' --`],
    ['is followed by another', (file: string) => `${rows}; COPY (${rows}) TO '${file}'`],
    ['comes after another', (file: string) => `SELECT 1; COPY (${rows}) TO '${file}'`],
    ['attaches a database', (file: string) => `${rows}; ATTACH '${file}' AS other`],
    ['is none', () => 'WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a'],
    ['has parameters', () => 'SELECT $1 AS user, $2 AS res'],
  ])('is refused where it %s', async (_, query) => {
    const file = join(folder, 'written.csv');
    await expect(readAccess(query(file), columns)).rejects.toThrow(
      /^Expected (one SELECT|an SQL query|a query)/,
    );
    expect(existsSync(file)).toBe(false);
  });

  it.each(['from here.csv', 'select all.csv', 'with love.csv'])(
    'is none where there is a file %s',
    async (name) => {
      const before = process.cwd();
      writeFileSync(join(folder, name), 'user,res\nbob,mail\n');
      try {
        process.chdir(folder);
        expect(rowsOf((await readAccess(name, columns)).table)).toMatchObject([{ user: 'bob', res: 'mail' }]);
      } finally {
        process.chdir(before);
      }
    },
  );
});

describe("somebody else's database", () => {
  it('is read by its tables and views of these, and not by views that read other files', async () => {
    const file = join(folder, 'foreign.duckdb');
    const secret = join(folder, 'secret.csv');
    writeFileSync(secret, 'user,res\nroot,vault\n');
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE log AS SELECT 'ann' AS user, 'wiki' AS res");
    await connection.run('CREATE VIEW mine AS SELECT * FROM log');
    await connection.run(`CREATE VIEW theirs AS SELECT * FROM '${secret}'`);
    await connection.run('CREATE VIEW behind AS SELECT * FROM theirs');
    await connection.run(
      `CREATE VIEW text AS SELECT content AS user, filename AS res FROM read_text('${secret}')`,
    );
    connection.closeSync();
    instance.closeSync();
    for (const relation of ['log', 'mine']) {
      expect((await readAccess(file, { ...columns, relation })).table.numRows).toBe(1);
    }
    for (const relation of ['theirs', 'behind', 'text']) {
      await expect(readAccess(file, { ...columns, relation })).rejects.toThrow(
        `Expected a view of the tables of ${file}, got main.${relation}`,
      );
    }
  });
});
