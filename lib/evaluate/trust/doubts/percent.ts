/** A share in words: '12 %'. */
export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
