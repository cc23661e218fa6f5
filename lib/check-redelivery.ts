import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { KEPT_SECONDS } from '../lambda/core/incidents/table-layout';
import { ResponderPropsError } from './errors';

/** When a message can come again, and how often. */
export interface Redelivery {
  readonly visibilityTimeout: Duration;
  readonly receives: number;
}

/**
 * Throws `ResponderPropsError` when a message could come again after the receipt of the batch that counted it is gone: it
 * would be counted twice.
 */
export function checkRedelivery(scope: Construct, { visibilityTimeout, receives }: Redelivery): void {
  const apart = visibilityTimeout.toSeconds();
  const horizon = receives * apart;
  if (horizon <= KEPT_SECONDS.receipt) return;
  throw new ResponderPropsError(scope.node.path, [
    `the redelivery of the queue: got ${receives} receives, ${apart} s apart, so ${horizon} s, allowed ` +
      `${KEPT_SECONDS.receipt} s (how long the receipt of a batch is kept: what comes again later is counted twice); shorten ` +
      'groupWait or the timeout of the function, or raise KEPT_SECONDS.receipt in lambda/core/incidents/table-layout.ts',
  ]);
}
