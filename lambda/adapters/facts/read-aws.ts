import type { Fact } from '../../core/facts/fact';
import { OUT_OF_READS, type ReadAllowance } from '../../core/facts/fact-source';
import { type Circumstances, type Refusal, toRefusal, toUnreadable } from './refusal';

export interface AwsRequest<Output, T> {
  readonly allowance: ReadAllowance;
  /** See `ReadAllowance.takeRead`. */
  readonly step: number;
  readonly send: (signal: AbortSignal) => Promise<Output>;
  /** Throws `MalformedAnswerError` when something is missing that AWS always sends. */
  readonly toFact: (output: Output) => Fact<T>;
}

/** What refusals mean, by code, or by `HTTP 404` for one without; `undefined`: what they usually mean. */
export type Refusals<T> = Readonly<Record<string, (refusal: Refusal) => Fact<T> | undefined>>;

export interface AwsRead<Output, T> extends AwsRequest<Output, T>, Pick<Circumstances, 'needs' | 'isHead'> {
  readonly refusals?: Refusals<T>;
}

/** Sends one request and makes a fact of whatever comes of it. Never throws. */
export async function readAws<Output, T>(read: AwsRead<Output, T>): Promise<Fact<T>> {
  const outcome = await tryAws(read);
  return 'fact' in outcome ? outcome.fact : toMeaning(outcome.refusal, read);
}

/** The same, with a refusal left for the caller to look at first. */
export async function tryAws<Output, T>(
  request: AwsRequest<Output, T>,
): Promise<{ readonly fact: Fact<T> } | { readonly refusal: Refusal }> {
  const { allowance, step, send, toFact } = request;
  if (!allowance.takeRead(step)) return { fact: OUT_OF_READS };
  try {
    return { fact: toFact(await send(allowance.signal)) };
  } catch (error) {
    return { refusal: toRefusal(error) };
  }
}

/** What a refusal says about what was looked for, or that it says nothing. */
export function toMeaning<T>(
  refusal: Refusal,
  read: Pick<AwsRead<never, T>, 'allowance' | 'needs' | 'refusals' | 'isHead'>,
): Fact<T> {
  const { refusals = {}, allowance, ...circumstances } = read;
  const meaning = Object.hasOwn(refusals, refusal.code) ? refusals[refusal.code]?.(refusal) : undefined;
  return meaning ?? toUnreadable(refusal, { ...circumstances, signal: allowance.signal });
}
