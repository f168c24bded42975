/** A number with separated thousands: '1,775'. */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}
