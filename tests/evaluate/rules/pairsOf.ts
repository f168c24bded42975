import type { Table } from 'apache-arrow';
import { toTable } from '../../../lib/tables/toTable.js';

/** A table of pairs, each written `user res`. */
export function pairsOf(...lines: string[]): Table {
  return toTable(
    lines.map((line) => {
      const [user, res] = line.split(' ');
      return { user, res };
    }),
  );
}
