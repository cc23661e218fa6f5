import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { createPowertoolsObserver } from '../adapters/powertools-observer';
import { sweepIncidents, type SweepSummary } from '../core/conversation/sweep-incidents';
import { ENV } from '../core/env-names';
import { METRIC_NAMESPACE, SERVICE_NAME } from '../core/metric-names';
import { PRIMARY_CHANNEL } from './channels';
import { createConversation } from './conversation';
import { readSettings, SettingsError } from './settings';

const logger = new Logger({ serviceName: SERVICE_NAME });
const metrics = new Metrics({ namespace: METRIC_NAMESPACE, serviceName: SERVICE_NAME });
const settings = readSettings(process.env);
if (settings.incidents === undefined) {
  throw new SettingsError(`${ENV.incidentTableName}: got nothing, expected the name of the incident table.`);
}
const conversation = createConversation(settings, settings.incidents);

/**
 * On a schedule: looks after every active incident. Throws only when the table cannot be asked at all; the next round
 * does what this one did not.
 */
export async function handler(_event: unknown, context: Context): Promise<SweepSummary> {
  logger.addContext(context);
  const { now } = conversation;
  const observer = createPowertoolsObserver({ logger, metrics, primaryChannel: PRIMARY_CHANNEL, now });
  try {
    const summary = await sweepIncidents({
      ...conversation,
      observer,
      remainingMs: () => context.getRemainingTimeInMillis(),
    });
    observer.swept(summary);
    return summary;
  } finally {
    observer.flush();
  }
}
