import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createPowertoolsObserver } from '../adapters/powertools-observer';
import { toInboundMessages } from '../core/events/inbound-messages';
import { METRIC_NAMESPACE, SERVICE_NAME } from '../core/metric-names';
import { PRIMARY_CHANNEL } from './channels';
import { createRespond } from './respond';
import { readSettings } from './settings';

const logger = new Logger({ serviceName: SERVICE_NAME });
const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: SERVICE_NAME });
const respond = createRespond(readSettings(process.env));
const now = (): Date => new Date();

/**
 * SQS in, alerts out. Answers with exactly the message ids that must come back; throws only when the environment
 * is broken, and then the whole batch comes back.
 */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const observer = createPowertoolsObserver({ logger, metrics, primaryChannel: PRIMARY_CHANNEL, now });
  try {
    const failedMessageIds = await respond(toInboundMessages(event), {
      observer,
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    return { batchItemFailures: failedMessageIds.map((itemIdentifier) => ({ itemIdentifier })) };
  } finally {
    observer.flush();
  }
}
