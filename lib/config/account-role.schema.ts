import { z } from 'zod';
import { EXTERNAL_ID_PATTERN, ROLE_ARN_PATTERN } from './arn-patterns';
import { account, bucketName } from './field.schema';

/** One other account to look into. */
export const accountRole = z.strictObject({
  account: account.meta({
    description: "An account that is not the responder's: that of destination buckets, or of source buckets.",
    allowed: 'twelve digits, in quotes',
    examples: ['222222222222'],
  }),
  externalId: z
    .string()
    .regex(EXTERNAL_ID_PATTERN)
    .meta({
      description:
        "What the other account's role asks for. Not a secret; make one up for each account, and do not use it elsewhere.",
      allowed: '2 to 1224 letters, digits and _+=,.@:/-',
      examples: ['s3-replication-7f3a91c2'],
    }),
  roleArn: z
    .string()
    .regex(ROLE_ARN_PATTERN)
    .meta({
      description:
        'A role that you made yourself, with the permissions of `docs/reference/permissions.md`. When left out: the one ' +
        'of the access stack, which the app then makes for this account.',
      allowed: 'the ARN of a role in that account',
      examples: ['arn:aws:iam::222222222222:role/replication-responder-access'],
    })
    .optional(),
  buckets: z
    .array(bucketName)
    .min(1)
    .meta({
      description:
        'Buckets of that account. Needed for a destination whose replication rule does not name the account. The role of ' +
        'the access stack may then look at these buckets and no other; without it, at the configuration of every ' +
        'bucket of the account.',
      allowed: 'a list of at least one bucket name',
      examples: [['amzn-s3-demo-destination-bucket']],
    })
    .optional(),
});
