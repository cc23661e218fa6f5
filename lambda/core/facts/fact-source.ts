import { type Fact, unreadable } from './fact';
import type { LookupId, LookupTarget, LookupValue } from './lookup';

/** What one lookup may use up. */
export interface ReadAllowance {
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /**
   * Asks for one request to AWS, before it is sent. `step` is how many requests of this lookup come one after another
   * up to and with this one: the first has 1, and so has another sent at the same time. `false`: do not send it.
   */
  readonly takeRead: (step: number) => boolean;
}

/**
 * Looks one thing up. Resolves to a fact whatever AWS does; the collector bears with one that throws or hangs, but
 * then nobody learns the reason.
 */
export type ReadFact<L extends LookupId> = (
  target: LookupTarget<L>,
  allowance: ReadAllowance,
) => Promise<Fact<LookupValue<L>>>;

/** Everything that can be looked up: AWS behind the adapters, a table in a test. */
export type FactSource = { readonly [L in LookupId]: ReadFact<L> };

/** What a lookup answers that was not allowed to ask. */
export const OUT_OF_READS = unreadable('budget', 'the budget of reads for one diagnosis was used up');
