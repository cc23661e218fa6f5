/**
 * How much fits the policy of one queue: SQS takes 8,192 bytes, 20 statements and 10 conditions. A bucket costs up
 * to 79 bytes of ARN; an owner account two conditions, beside one for TLS and one for subscribed topics.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
 */
export const QUEUE_POLICY_LIMITS = { sourceBuckets: 75, ownerAccounts: 4 } as const;
