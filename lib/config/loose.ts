/** What the cross-checks look at. They run on input that may be wrong elsewhere, so every value is unchecked. */
export type Loose = Readonly<Record<string, unknown>>;

export function toLoose(value: unknown): Loose {
  return typeof value === 'object' && value !== null ? (value as Loose) : {};
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
