/**
 * Bounds on what is evaluated and told, so that a hostile policy costs little and says little. The largest policy
 * AWS stores is a KMS key policy of 32 KiB; a bucket policy has 20 KB, an inline or managed policy at most 10,240
 * characters: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const POLICY_LIMITS = {
  /** All texts of one document together; twice the largest policy AWS stores. */
  documentCharacters: 65_536,
  /** Values of all lists and maps of one document together. */
  documentValues: 8_192,
  nearMisses: 5,
  decidedBy: 20,
  problems: 20,
  /** Values quoted from a policy or a request inside an explanation. */
  quotedCharacters: 200,
  /** Of a longer list, the rest is told as a number. */
  quotedValues: 3,
  statementNameCharacters: 128,
} as const;
