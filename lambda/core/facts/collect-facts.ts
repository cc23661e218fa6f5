import { toErrorName } from '../error-name';
import { type Fact, unreadable, type Unreadable } from './fact';
import { countReads } from './count-reads';
import { FACTS } from './fact-catalog';
import { FACT_IDS, FACT_LOOKUPS, type FactId, type FactValue, type LookupOf } from './fact-id';
import type { FactSource, ReadFact } from './fact-source';
import type { FactSubject } from './fact-subject';
import type { FactView, Located } from './located';
import type { LookupId, LookupTarget } from './lookup';
import { createReadBudget, READ_LIMITS, type ReadLimits, type Timers } from './read-budget';

export interface CollectFactsPorts {
  readonly source: FactSource;
  readonly timers: Timers;
  readonly limits?: Partial<ReadLimits>;
}

export interface CollectedFacts {
  /** The fact, or `unreadable` for one that nobody asked for. */
  get<Id extends FactId>(id: Id): Fact<FactValue<Id>>;
  /** Where it was looked for: the names that evidence is told with, even when the answer was a refusal. */
  target<Id extends FactId>(id: Id): LookupTarget<LookupOf<Id>> | undefined;
  /** Every fact that was looked for, dependencies included, in catalog order. */
  readonly ids: readonly FactId[];
  readonly reads: number;
  /** Most reads that had to wait for one another. */
  readonly depth: number;
  readonly tookMs: number;
}

/**
 * Looks up what a diagnosis wants to know, once each, in parallel, what they depend on first. Never throws and never
 * takes longer than `limits.totalMs`; what did not fit is `unreadable`, "budget". The order of `wanted` makes no
 * difference: where there are not enough reads, those first in the catalog get them.
 */
export async function collectFacts(
  wanted: readonly FactId[],
  subject: FactSubject,
  ports: CollectFactsPorts,
): Promise<CollectedFacts> {
  return collectFactsInOrder([wanted], subject, ports);
}

/** Facts that are wanted together. */
export type FactGroup = readonly FactId[];

/** What is wanted next, of the groups that are left, once the facts before them are known. */
export type Reorder = <Group extends FactGroup>(
  rest: readonly Group[],
  found: Pick<CollectedFacts, 'get'>,
) => readonly Group[];

/**
 * The same for groups of facts, most wanted first: a later group is begun at once when the reads would suffice for it
 * in the worst case, else when those before it have been found and tell what is left. In between, `reorder` may change
 * its mind about the order.
 */
export async function collectFactsInOrder(
  groups: readonly FactGroup[],
  subject: FactSubject,
  ports: CollectFactsPorts & { readonly reorder?: Reorder },
): Promise<CollectedFacts> {
  return new Collection(subject, ports).run(groups, ports.reorder ?? ((rest) => rest));
}

/** So that the order can be thought over before everything is spent. */
const GROUPS_AT_ONCE = 3;

interface Entry {
  readonly fact: Fact<unknown>;
  readonly target?: LookupTarget<LookupId>;
  /** Reads that had to follow one another for this answer. */
  readonly depth: number;
}

class Collection {
  private readonly limits: ReadLimits;
  private readonly budget;
  private readonly entries = new Map<FactId, Entry>();
  private readonly pending = new Map<FactId, Promise<void>>();
  /** Ends the reads that are under way. */
  private readonly running = new Set<() => void>();
  private isOver = false;

  constructor(
    private readonly subject: FactSubject,
    private readonly ports: CollectFactsPorts,
  ) {
    this.limits = { ...READ_LIMITS, ...ports.limits };
    this.budget = createReadBudget(this.limits);
  }

  async run(groups: readonly FactGroup[], reorder: Reorder): Promise<CollectedFacts> {
    const { timers } = this.ports;
    const start = timers.now();
    const stop = timers.after(this.limits.totalMs, () => this.expire());
    const get = <Id extends FactId>(id: Id): Fact<FactValue<Id>> =>
      (this.entries.get(id)?.fact ?? NOT_ASKED) as Fact<FactValue<Id>>;
    let rest = groups;
    while (rest.length > 0) {
      const count = this.countAffordable(rest);
      const ids = rest.slice(0, count).flat();
      await Promise.all(FACT_IDS.filter((id) => ids.includes(id)).map((id) => this.resolve(id)));
      rest = reorder(rest.slice(count), { get });
    }
    stop();
    return {
      get,
      target: (id) => this.entries.get(id)?.target,
      ids: FACT_IDS.filter((id) => this.entries.has(id)),
      ...this.budget.spent(),
      tookMs: timers.now() - start,
    };
  }

  /** How many groups can be begun together: what the worst case leaves reads for, and at least one. */
  private countAffordable(groups: readonly (readonly FactId[])[]): number {
    const left = this.limits.reads - this.budget.spent().reads;
    // Then all the rest ends at once: as "budget", or in what somebody else has read.
    if (left === 0 || this.isOver) return groups.length;
    let count = 1;
    const ids = [...(groups[0] ?? [])];
    for (const group of groups.slice(1, GROUPS_AT_ONCE)) {
      ids.push(...group);
      if (countReads(ids, (id) => this.entries.has(id)) > left) break;
      count += 1;
    }
    return count;
  }

  /** Each fact is resolved once, however many wait for it. */
  private resolve(id: FactId): Promise<void> {
    const known = this.pending.get(id);
    if (known !== undefined) return known;
    const promise = this.find(id).then((entry) => void this.entries.set(id, entry));
    this.pending.set(id, promise);
    return promise;
  }

  private async find(id: FactId): Promise<Entry> {
    for (;;) {
      const { place, depth } = this.locate(id);
      if (place.state === 'located')
        return { target: place.target, ...(await this.read(id, place.target, depth)) };
      if (place.state !== 'waiting') return { fact: place, depth };
      await Promise.all(place.on.map((other) => this.resolve(other)));
    }
  }

  /** Where to look, and behind how many reads: those of the facts that were looked at to tell. */
  private locate(id: FactId): { readonly place: Located<LookupTarget<LookupId>>; readonly depth: number } {
    let depth = 0;
    const view: FactView = {
      subject: this.subject,
      fact: <Other extends FactId>(other: Other) => {
        const entry = this.entries.get(other);
        depth = Math.max(depth, entry?.depth ?? 0);
        return entry?.fact as Fact<FactValue<Other>> | undefined;
      },
    };
    try {
      return { place: FACTS[id].locate(view), depth };
    } catch (error) {
      // A source that answers something of another shape breaks what depends on it, and nothing else.
      return { place: failed(error), depth };
    }
  }

  private async read(id: FactId, target: LookupTarget<LookupId>, depth: number): Promise<Entry> {
    if (this.isOver) return { fact: this.outOfTime(), depth };
    const own = new AbortController();
    const allowance = this.budget.allowance(depth, own.signal);
    // The table pairs every fact with a target of its lookup; TypeScript cannot follow that through a union of ids.
    const readFact = this.ports.source[FACT_LOOKUPS[id]] as ReadFact<LookupId>;
    const fact = await this.within(own, () => readFact(target, allowance));
    return { fact, depth: allowance.deepest() };
  }

  /** Waits for the lookup, its own time-out or the end of all, whichever comes first. */
  private within(own: AbortController, read: () => Promise<Fact<unknown>>): Promise<Fact<unknown>> {
    const { timers } = this.ports;
    const { factTimeoutMs } = this.limits;
    return new Promise((settle) => {
      const finish = (fact: Fact<unknown>): void => {
        stop();
        this.running.delete(expire);
        settle(fact);
        own.abort();
      };
      const expire = (): void => finish(this.outOfTime());
      const stop = timers.after(factTimeoutMs, () =>
        finish(unreadable('timeout', `no answer within ${factTimeoutMs} ms`)),
      );
      this.running.add(expire);
      start(read).then(finish, (error: unknown) => finish(failed(error)));
    });
  }

  private expire(): void {
    this.isOver = true;
    for (const end of this.running) end();
  }

  private outOfTime(): Fact<never> {
    return unreadable('budget', `the budget of ${this.limits.totalMs} ms for all reads was used up`);
  }
}

const NOT_ASKED = unreadable('dependency', 'it was not looked for');

/** So that what throws before it returns a promise is an answer too. */
async function start(read: () => Promise<Fact<unknown>>): Promise<Fact<unknown>> {
  return read();
}

/** Only the kind of error is told: messages quote URLs, headers and bodies. */
function failed(error: unknown): Unreadable {
  return unreadable('failed', `the lookup ended in ${toErrorName(error)}`);
}
