/** The sums over the rows of one chunk. Each chunk has its own sums, so that no order depends on threads. */
let moved: f64 = 0;
let size: f64 = 0;
let loss: f64 = 0;
let penalty: f64 = 0;

export function reset(): void {
  moved = 0;
  size = 0;
  loss = 0;
  penalty = 0;
}

/** Adds the move of one factor from `before` to `after`. */
export function addMove(before: f32, after: f32): void {
  const step = <f64>after - <f64>before;
  moved += step * step;
  size += <f64>after * <f64>after;
}

/** Adds the loss of one row, including its regularisation. */
export function addLoss(value: f64): void {
  loss += value;
}

/** Adds the regularisation of one row: lambda |x|^2. */
export function addPenalty(value: f64): void {
  penalty += value;
}

/** Writes the sums: squares of steps, squares of factors, loss, regularisation. */
export function write(target: usize): void {
  store<f64>(target, moved);
  store<f64>(target, size, 8);
  store<f64>(target, loss, 16);
  store<f64>(target, penalty, 24);
}
