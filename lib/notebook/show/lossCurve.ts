const WIDTH = 480;
const HEIGHT = 72;
/** The greatest number of points: more could not be told apart. */
const POINTS = 160;

/** A fit's loss by iteration as a small SVG line, the highest at the top; empty for less than two. */
export function lossCurve(losses: readonly number[]): string {
  if (losses.length < 2) return '';
  const lowest = losses.reduce((a, b) => Math.min(a, b));
  const highest = losses.reduce((a, b) => Math.max(a, b));
  const range = highest - lowest || 1;
  const last = losses.length - 1;
  const count = Math.min(losses.length, POINTS);
  const points = Array.from({ length: count }, (_, n) => {
    const iteration = Math.round((n / (count - 1)) * last);
    const x = (iteration / last) * (WIDTH - 4) + 2;
    const y = ((highest - losses[iteration]) / range) * (HEIGHT - 4) + 2;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" style="display:block;width:100%;margin-top:6px" role="img" ` +
    `aria-label="Loss by iteration"><polyline points="${points.join(' ')}" fill="none" stroke="#3b6ea5" ` +
    'stroke-width="1.5"/></svg>'
  );
}

/** The first iteration (from 1) from which the loss stays within 0.1 % of the last one. */
export function iterationsNeeded(losses: readonly number[]): number {
  const end = losses[losses.length - 1];
  let needed = losses.length;
  while (needed > 1 && Math.abs(losses[needed - 2] - end) <= 1e-3 * Math.abs(end)) needed--;
  return needed;
}
