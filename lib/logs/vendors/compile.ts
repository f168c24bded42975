export { kindSql } from './kindSql.js';
export { pathsOf } from './pathsOf.js';
export { predicateSql } from './predicateSql.js';
export type { TextOf } from './sqlText.js';
export { valueSql } from './valueSql.js';
