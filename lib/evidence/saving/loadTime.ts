import { type ContextValues, countDays, type LogRecords } from '../../accesses/accessLog.js';
import { contextNames, hoursOf } from '../../accesses/contexts.js';
import { Entities } from '../../accesses/entities.js';
import { readSaved } from '../../saving/readSaved.js';
import { savedIds, savedNumbers } from '../../saving/savedNumbers.js';
import { readTexts } from '../../tables/readColumns.js';
import { END_OF_DAYS } from '../../tables/readDays.js';
import type { ContextWeights } from '../context/contextTerms.js';
import { type Counts, userOfEach } from '../counts/counts.js';
import { BUCKETS } from '../mixture/mixture.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { TimeState } from '../score/TimeState.js';
import { knownContexts, logOfModel } from '../time/logOfModel.js';
import { MIXTURE_ROWS, PART_COLUMNS, savedMixtures } from './mixtureRows.js';

/** The contexts of a model: those with names have the file's values, in their order. */
export function loadContexts(
  path: string,
  rows: number,
  params: ResolvedEvidenceParams,
  tenants: readonly string[],
): Promise<ContextValues[]> {
  const names = contextNames(params);
  const columns = { context: 'INTEGER', tenant: 'INTEGER', name: 'VARCHAR' };
  return readSaved(path, { columns, rows }, (table) => {
    const context = savedIds(table, 'context', Math.max(1, names.length));
    const tenant = savedIds(table, 'tenant', tenants.length);
    const texts = readTexts(table, 'name');
    const contexts = names.map((name, c): ContextValues => {
      if (name === params.hourCol) return { name, isHour: true, values: hoursOf(tenants) };
      const own = new Map(tenants.map((each): [string, string[]] => [each, []]));
      for (let row = 0; row < texts.length; row++) {
        if (context[row] === c) own.get(tenants[tenant[row]])!.push(texts[row]);
      }
      return { name, isHour: false, values: new Entities(own) };
    });
    const named = contexts.filter(({ isHour }) => !isHour);
    let row = 0;
    for (const { values } of named) {
      const tenantOf = values.tenantOfEach();
      for (const [id, name] of values.names.entries()) {
        if (texts[row] !== name || values.find(tenants[tenantOf[id]], name) !== id) {
          throw new Error(`Expected distinct values in their order, got another in row ${row}`);
        }
        row++;
      }
    }
    if (row !== texts.length) throw new Error(`Expected values of ${named.length} contexts, got others`);
    return contexts;
  });
}

/**
 * The log of a model. @throws Error if it isn't in order, or its days are not those of the accesses
 */
export function loadRecords(
  path: string,
  rows: number,
  contexts: readonly ContextValues[],
  counts: Counts,
): Promise<LogRecords> {
  const valueColumns = contexts.map((_, c) => [`value${c}`, 'INTEGER'] as const);
  const columns = { pair: 'INTEGER', day: 'INTEGER', ...Object.fromEntries(valueColumns) };
  return readSaved(path, { columns, rows }, (table) => {
    const records: LogRecords = {
      pair: savedIds(table, 'pair', counts.likelihood.length),
      day: savedIds(table, 'day', END_OF_DAYS, -END_OF_DAYS),
      values: contexts.map(({ values }, c) => savedIds(table, `value${c}`, values.size, -1)),
    };
    checkRecords(records, contexts, counts);
    return records;
  });
}

function checkRecords(records: LogRecords, contexts: readonly ContextValues[], counts: Counts): void {
  const { pair, day, values } = records;
  const isAfter = (row: number) => {
    for (const column of [pair, day, ...values]) {
      if (column[row] !== column[row - 1]) return column[row] > column[row - 1];
    }
    return false;
  };
  for (let row = 1; row < pair.length; row++) {
    if (!isAfter(row)) throw new Error(`Expected distinct records in their order, got another in row ${row}`);
  }
  const tenantOf = counts.users.tenantOfEach();
  const user = userOfEach(counts);
  contexts.forEach((context, c) => {
    const tenantOfValue = context.values.tenantOfEach();
    const astray = values[c].findIndex(
      (value, row) => value >= 0 && tenantOfValue[value] !== tenantOf[user[pair[row]]],
    );
    if (astray >= 0) throw new Error(`Expected a value of the tenant, got another's in row ${astray}`);
  });
  const days = countDays(records, counts.likelihood.length);
  const wrong = days.findIndex((count, n) => count !== counts.likelihood[n]);
  if (wrong >= 0) {
    throw new Error(
      `Expected access ${wrong} on ${counts.likelihood[wrong]} days, as it was counted, got ${days[wrong]}`,
    );
  }
}

/** The weights of contexts, by tenant. */
export function loadContextWeights(
  path: string,
  numTenants: number,
  numContexts: number,
): Promise<ContextWeights[][]> {
  const columns = {
    ...{ tenant: 'INTEGER', context: 'INTEGER', bucket: 'INTEGER', weight: 'DOUBLE', apart: 'DOUBLE' },
    ...Object.fromEntries(PART_COLUMNS.map((part) => [part, 'DOUBLE'])),
  };
  return readSaved(path, { columns, rows: numTenants * numContexts * MIXTURE_ROWS }, (table) => {
    const ids = {
      tenant: savedIds(table, 'tenant', numTenants),
      context: savedIds(table, 'context', Math.max(1, numContexts)),
      bucket: savedIds(table, 'bucket', BUCKETS, -1),
    };
    for (let row = 0; row < table.numRows; row++) {
      const mixture = Math.floor(row / MIXTURE_ROWS);
      if (
        ids.tenant[row] !== Math.floor(mixture / numContexts) ||
        ids.context[row] !== mixture % numContexts ||
        ids.bucket[row] !== (row % MIXTURE_ROWS) - 1
      ) {
        throw new Error(`Expected the contexts in their order, got another in row ${row}`);
      }
    }
    const weight = savedNumbers(table, 'weight', 0, 1);
    const apart = savedNumbers(table, 'apart', 0, 1);
    const mixtureAt = savedMixtures(table);
    return Array.from({ length: numTenants }, (_, t) =>
      Array.from({ length: numContexts }, (_, c): ContextWeights => {
        const first = (t * numContexts + c) * MIXTURE_ROWS;
        return { mixture: mixtureAt(first), weight: weight[first], apart: apart[first] };
      }),
    );
  });
}

/** The state that is counted again from the log. */
export function timeState(counts: Counts, contexts: ContextValues[], records: LogRecords): TimeState {
  const log = logOfModel(counts, { contexts, records });
  return { contexts: knownContexts(log), records, windows: [] };
}
