/**
 * Counts labels, of which most tallies see one: that one is held in place, and a map is made only for a second. With
 * a thousand incidents in a batch the maps would cost more than reading the events.
 */
export class Tally {
  private first: string | undefined;
  private firstCount = 0;
  private others: Map<string, number> | undefined;

  /** A tally that has counted this. */
  static from(entries: Iterable<readonly [label: string, count: number]>): Tally {
    const tally = new Tally();
    const [first, ...others] = entries;
    if (first === undefined) return tally;
    [tally.first, tally.firstCount] = first;
    if (others.length > 0) tally.others = new Map(others);
    return tally;
  }

  /** Number of different labels. */
  get size(): number {
    return (this.first === undefined ? 0 : 1) + (this.others?.size ?? 0);
  }

  /** Counts `label` if it is known. Tells whether it was. */
  addKnown(label: string): boolean {
    if (label === this.first) {
      this.firstCount += 1;
      return true;
    }
    const count = this.others?.get(label);
    if (count === undefined) return false;
    this.others?.set(label, count + 1);
    return true;
  }

  /** Counts `label`, known or not. */
  add(label: string): void {
    if (this.addKnown(label)) return;
    if (this.first === undefined) {
      this.first = label;
      this.firstCount = 1;
    } else {
      this.others ??= new Map();
      this.others.set(label, 1);
    }
  }

  /** Labels and counts, in the order in which the labels came. */
  entries(): readonly (readonly [label: string, count: number])[] {
    if (this.first === undefined) return [];
    return [[this.first, this.firstCount], ...(this.others ?? [])];
  }
}
