import type { DeliveryResult } from '../core/alerts/notifier';
import { ChannelSettingError, DeadlineError, SecretError } from './errors';
import { describeNetworkFailure, toNetworkFailure } from './network-failure';
import type { SecretReader } from './secret-reader';
import type { SlackAttempt } from './slack-answer';
import { readSlackSecret, type SlackSecretField } from './slack-secret';
import { withinTimeout } from './within-timeout';

/** What both Slack channels are set up with. */
export interface SlackOptions {
  readonly secret: SecretReader;
  /** For one delivery, the reading of the secret included. Default 4,000. */
  readonly timeoutMs?: number;
  /** One origin that may be posted to besides Slack's: a local run's, a test's. Plain http only on loopback. */
  readonly allowedOrigin?: string;
}

export interface SlackDelivery {
  readonly field: SlackSecretField;
  send(secret: string, signal: AbortSignal): Promise<SlackAttempt>;
}

export const DEFAULT_TIMEOUT_MS = 4_000;

/**
 * One delivery: reads the secret, posts, and - only when Slack refuses the secret itself - reads it afresh and
 * posts once more if it has changed, so that a rotation costs no alert. Never throws.
 */
export async function deliverToSlack(
  options: SlackOptions,
  delivery: SlackDelivery,
): Promise<DeliveryResult> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, secret } = options;
  try {
    return await withinTimeout(timeoutMs, async (signal) => {
      const content = await secret();
      const send = (text: string): Promise<SlackAttempt> =>
        delivery.send(readSlackSecret(text, delivery.field), signal);
      const first = await send(content);
      if (!first.isSecretRefused) return first.result;
      const fresh = await secret({ refused: content }).catch(() => content);
      return fresh === content ? first.result : (await send(fresh)).result;
    });
  } catch (error) {
    return toFailure(error);
  }
}

/** Only the messages of our own errors are repeated: they are made of safe parts. */
function toFailure(error: unknown): DeliveryResult {
  if (error instanceof DeadlineError) return { ok: false, retryable: true, reason: error.message };
  if (error instanceof SecretError) return { ok: false, retryable: error.retryable, reason: error.message };
  if (error instanceof ChannelSettingError) return { ok: false, retryable: false, reason: error.message };
  const network = toNetworkFailure(error);
  if (network !== undefined) {
    return { ok: false, retryable: network.retryable, reason: describeNetworkFailure(network) };
  }
  return {
    ok: false,
    retryable: false,
    reason: `unexpected ${error instanceof Error ? error.name : typeof error}`,
  };
}
