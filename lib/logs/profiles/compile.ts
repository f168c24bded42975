export { kindSql } from './kindSql.js';
export { pathsOf } from './pathsOf.js';
export { predicateSql } from './predicateSql.js';
export type { TextOf } from './textOf.js';
export { valueSql } from './valueSql.js';
