/** One figure of the bench. Ratios compare two measurements of one run, since machines differ. */
export interface BenchRow {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** The most that is allowed; absent for figures that only inform. */
  readonly budget?: number;
  /** Whether the budget holds; absent without a budget. */
  readonly ok?: boolean;
  readonly note?: string;
}

/** A row with its budget judged. */
export function toRow(row: Omit<BenchRow, 'ok'>): BenchRow {
  const value = Math.round(row.value * 1_000) / 1_000;
  return { ...row, value, ...(row.budget !== undefined && { ok: value <= row.budget }) };
}

export function toMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  if (low === undefined || high === undefined) throw new Error('no measurements');
  return (low + high) / 2;
}
