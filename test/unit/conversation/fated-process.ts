/** What may become of one call to the outside. */
export const FATES = ['fails', 'times out', 'happens late', 'is cut before', 'is cut after'] as const;

export type Fate = (typeof FATES)[number];

/** The call by its position, or the first one of a name. */
export interface Fated {
  readonly call: number | string;
  readonly fate: Fate;
}

/** What becomes of the next call, whichever it is. */
export type Fortune = (what: string) => Fate | undefined;

/** How an adapter tells that a call came to nothing. */
export type Refuse<Answer> = () => Promise<Answer>;

/** The outside, one call of it. */
export interface OutsideCall<Answer> {
  /** `store.write`, `sns.deliver`. */
  readonly what: string;
  readonly run: () => Promise<Answer>;
  readonly refuse: Refuse<Answer>;
}

const NEVER = new Promise<never>(() => undefined);

/**
 * One invocation of a function: every call to the outside goes through it, is written down, and one of them may meet its
 * fate. A process that is cut gets no answer any more, and nothing that it does has an effect.
 */
export class FatedProcess {
  readonly calls: string[] = [];
  /** What was under way when the process gave up waiting for it, and happens all the same. */
  readonly late: (() => Promise<unknown>)[] = [];
  private isCut = false;
  private readonly cut: Promise<'cut'>;
  private endIt: (end: 'cut') => void = () => undefined;

  /** `turns`: how many turns of others go before each call. */
  constructor(
    private readonly fated?: Fated | Fortune,
    private readonly turns: () => number = () => 0,
  ) {
    this.cut = new Promise((resolve) => (this.endIt = resolve));
  }

  /** What the work comes to; `cut` when the process is killed before. */
  live<Result>(work: Promise<Result>): Promise<Result | 'cut'> {
    return Promise.race([work, this.cut]);
  }

  async call<Answer>(outside: OutsideCall<Answer>): Promise<Answer> {
    for (let turn = this.turns(); turn > 0; turn -= 1) await Promise.resolve();
    if (this.isCut) return NEVER;
    const fate = this.findFate(outside.what);
    this.calls.push(outside.what);
    const answer = fate === undefined ? outside.run() : this.meet(outside, fate);
    await answer.catch(() => undefined);
    return this.isCut ? NEVER : answer;
  }

  private findFate(what: string): Fate | undefined {
    if (this.fated === undefined || typeof this.fated === 'function') return this.fated?.(what);
    const { call, fate } = this.fated;
    const isIt =
      typeof call === 'number' ? call === this.calls.length : call === what && !this.calls.includes(what);
    return isIt ? fate : undefined;
  }

  private async meet<Answer>({ run, refuse }: OutsideCall<Answer>, fate: Fate): Promise<Answer> {
    if (fate === 'happens late') this.late.push(run);
    if (fate === 'times out' || fate === 'is cut after') await run();
    if (fate === 'is cut before' || fate === 'is cut after') {
      this.isCut = true;
      this.endIt('cut');
    }
    return refuse();
  }
}
