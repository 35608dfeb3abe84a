/**
 * Solves a square linear system by elimination with partial pivoting; `matrix` is row by row and is used up, as is `right`.
 * Null where it has no single solution.
 */
export function solveDense(matrix: Float64Array, right: Float64Array): Float64Array | null {
  const size = right.length;
  const at = (row: number, column: number) => matrix[row * size + column] as number;
  const scale = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(at(row, column)) > Math.abs(at(pivot, column))) pivot = row;
    }
    if (Math.abs(at(pivot, column)) <= scale * Number.EPSILON) return null;
    swapRows(matrix, right, column, pivot);
    for (let row = column + 1; row < size; row++) {
      const factor = at(row, column) / at(column, column);
      if (factor === 0) continue;
      for (let next = column; next < size; next++) {
        matrix[row * size + next] = at(row, next) - factor * at(column, next);
      }
      right[row] = (right[row] as number) - factor * (right[column] as number);
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    let rest = right[row] as number;
    for (let column = row + 1; column < size; column++) rest -= at(row, column) * (solution[column] as number);
    solution[row] = rest / at(row, row);
  }
  return solution;
}

function swapRows(matrix: Float64Array, right: Float64Array, one: number, other: number): void {
  if (one === other) return;
  const size = right.length;
  const kept = matrix.slice(one * size, (one + 1) * size);
  matrix.copyWithin(one * size, other * size, (other + 1) * size);
  matrix.set(kept, other * size);
  [right[one], right[other]] = [right[other] as number, right[one] as number];
}

/** The largest distance between the two sides of the system at `solution`. */
export function residualOf(matrix: Float64Array, right: Float64Array, solution: Float64Array): number {
  const size = right.length;
  let most = 0;
  for (let row = 0; row < size; row++) {
    let sum = -(right[row] as number);
    for (let column = 0; column < size; column++) {
      sum += (matrix[row * size + column] as number) * (solution[column] as number);
    }
    most = Math.max(most, Math.abs(sum));
  }
  return most;
}
