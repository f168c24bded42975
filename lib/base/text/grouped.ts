/** A number with its thousands apart: '1,775'. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
