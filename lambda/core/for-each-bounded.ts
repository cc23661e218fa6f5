/** Runs `work` over `items`, begun in order, at most `most` at a time. Rejects when `work` does. */
export async function forEachBounded<T>(
  items: readonly T[],
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const workers = Array.from({ length: Math.min(most, items.length) }, async () => {
    for (const item of queue) await work(item);
  });
  await Promise.all(workers);
}
