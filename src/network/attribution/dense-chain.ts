/** A small chain as a full matrix: row i, column j is what goes from i to j. */
export interface DenseChain {
  readonly size: number;
  readonly matrix: Float64Array;
  /** What ends at each state or leaves for states that are not of this chain; null in a chain of amounts. */
  readonly ends: Float64Array | null;
}

/** A chain with its states eliminated one after another, in their order. */
export interface EliminatedChain {
  readonly size: number;
  /** Below the diagonal the multipliers, above it what is left of the rows. */
  readonly matrix: Float64Array;
  /** 1 / (1 - what comes back to the state); 0 for a state from which nothing ever gets out. */
  readonly expected: Float64Array;
}

/**
 * Solves the chain by elimination, in place. With `ends` no number is ever subtracted (Grassmann, Taksar and Heyman,
 * Oper. Res. 33 (1985) 1107), so that a ring which keeps only a millionth is solved to the last digits.
 *
 * Rows that do not lead to the state at hand are passed over: put states that few lead to first.
 */
export function eliminate({ size, matrix, ends }: DenseChain): EliminatedChain {
  const expected = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const row = k * size;
    let out = ends === null ? 1 - (matrix[row + k] as number) : (ends[k] as number);
    if (ends !== null) for (let j = k + 1; j < size; j++) out += matrix[row + j] as number;
    const inverse = out > 0 ? 1 / out : 0;
    expected[k] = inverse;
    for (let i = k + 1; i < size; i++) {
      const at = i * size;
      const into = matrix[at + k] as number;
      if (into === 0) continue;
      const factor = into * inverse;
      matrix[at + k] = factor;
      for (let j = k + 1; j < size; j++)
        matrix[at + j] = (matrix[at + j] as number) + factor * (matrix[row + j] as number);
      if (ends !== null) ends[i] = (ends[i] as number) + factor * (ends[k] as number);
    }
  }
  return { size, matrix, expected };
}

/** v = rewards + A v, in place of `rewards`. */
export function denseValues({ size, matrix, expected }: EliminatedChain, rewards: Float64Array): Float64Array {
  for (let i = 1; i < size; i++) {
    let reward = rewards[i] as number;
    for (let k = 0; k < i; k++) reward += (matrix[i * size + k] as number) * (rewards[k] as number);
    rewards[i] = reward;
  }
  for (let k = size - 1; k >= 0; k--) {
    let value = rewards[k] as number;
    for (let j = k + 1; j < size; j++) value += (matrix[k * size + j] as number) * (rewards[j] as number);
    rewards[k] = value * (expected[k] as number);
  }
  return rewards;
}

/** x = inflow + A'x, in place of `inflow`. */
export function denseVisits({ size, matrix, expected }: EliminatedChain, inflow: Float64Array): Float64Array {
  for (let k = 0; k < size; k++) {
    const arrived = (inflow[k] as number) * (expected[k] as number);
    inflow[k] = arrived;
    if (arrived === 0) continue;
    for (let j = k + 1; j < size; j++) inflow[j] = (inflow[j] as number) + arrived * (matrix[k * size + j] as number);
  }
  for (let i = size - 1; i > 0; i--) {
    const visits = inflow[i] as number;
    if (visits === 0) continue;
    for (let k = 0; k < i; k++) inflow[k] = (inflow[k] as number) + visits * (matrix[i * size + k] as number);
  }
  return inflow;
}
