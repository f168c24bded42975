import { grouped } from './grouped.js';

/** '1 row', '1,775 rows'; with a plural of its own, '2 accesses'. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}
