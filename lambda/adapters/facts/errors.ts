import type { Unreadable } from '../../core/facts/fact';

/** AWS said yes, but what it sent is not what the operation answers: a page of a proxy, half a document. */
export class MalformedAnswerError extends Error {
  override readonly name = 'MalformedAnswerError';
}

/** There are no credentials for the account that should be looked into; `fact` says why. */
export class AccountAccessError extends Error {
  override readonly name = 'AccountAccessError';

  constructor(readonly fact: Unreadable) {
    super(fact.because);
  }
}
