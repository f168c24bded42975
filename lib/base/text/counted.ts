/** '1 row', '1,775 rows'; with a plural of its own, '2 accesses'. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
