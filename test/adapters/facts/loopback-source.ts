import dns from 'node:dns';
import { createAwsFactSource } from '../../../lambda/adapters/facts/aws-fact-source';
import type { FactClientOptions } from '../../../lambda/adapters/facts/fact-clients';
import type { FactSource, ReadAllowance } from '../../../lambda/core/facts/fact-source';

/** The real SDK clients, talking to a server of the test. */
export function createLoopbackSource(origin: string, options: FactClientOptions = {}): FactSource {
  return createAwsFactSource({
    endpoint: origin,
    // An IP address does not bear the account in front of it; see below.
    s3ControlEndpoint: origin.replace('127.0.0.1', 'localhost'),
    credentials: () => Promise.resolve({ accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'not-a-secret' }),
    maxAttempts: 1,
    ...options,
  });
}

/** Lets everything through, and counts. */
export function unlimited(signal: AbortSignal = new AbortController().signal) {
  const steps: number[] = [];
  const allowance: ReadAllowance = {
    signal,
    takeRead: (step) => {
      steps.push(step);
      return true;
    },
  };
  return { allowance, steps };
}

/**
 * S3 Control puts the account in front of the host, and not every resolver knows `111111111111.localhost`. Lets Node
 * resolve such names to loopback, and everything else as before.
 */
export function resolveAccountsToLoopback(): void {
  const { lookup } = dns;
  jest.spyOn(dns, 'lookup').mockImplementation((host: string, ...rest: unknown[]) => {
    const name = /^\d{12}\.localhost$/.test(host) ? '127.0.0.1' : host;
    (lookup as (...args: unknown[]) => void)(name, ...rest);
  });
}
