export { kindSql } from './kindSql.js';
export { pathsOf } from './pathsOf.js';
export type { TextOf } from './textOf.js';
export { predicateSql, valueSql } from './valueSql.js';
