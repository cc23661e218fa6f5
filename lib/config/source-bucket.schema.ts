import { z } from 'zod';
import { account, bucketName, EXAMPLE_ACCOUNT, region, topicArn } from './field.schema';

/** One bucket to watch. */
export const sourceBucket = z.strictObject({
  name: bucketName.meta({
    description: 'Name of an existing bucket that has replication rules.',
    allowed: 'the name of a general purpose bucket (3 to 63 characters: a-z, 0-9, dots, hyphens)',
    examples: ['amzn-s3-demo-source-bucket'],
  }),
  region: region
    .meta({
      description:
        'Region of the bucket, when it is not the `region` above. Each Region gets a stack of its own: S3 ' +
        'delivers events only within the Region.',
      allowed: 'a Region code',
      examples: ['eu-west-1'],
    })
    .optional(),
  account: account
    .meta({
      description:
        'Account that owns the bucket, when it is not the account of the stack. Such a bucket needs ' +
        '`notifications: "external"` or `existingTopicArn`, and an entry in `accountRoles` if its failures are to be ' +
        'looked into.',
      allowed: 'twelve digits, in quotes',
      examples: ['222222222222'],
    })
    .optional(),
  notifications: z
    .enum(['managed', 'external'])
    .meta({
      description:
        '`managed`: the stack adds `s3:Replication:*` to what the bucket notifies already, and takes only ' +
        'that away again; a bucket that sends `s3:Replication:*` somewhere already makes S3 refuse it ' +
        '("Configurations overlap"). `external`: the stack leaves the bucket alone and prints what its owner ' +
        'has to add.',
      allowed: '"managed" (when left out) or "external"',
      examples: ['managed'],
    })
    .optional(),
  existingTopicArn: topicArn
    .meta({
      description:
        'A topic to which the bucket already sends `s3:Replication:*`. The queue is subscribed to it, the ' +
        'bucket is left alone. Excludes `notifications`.',
      allowed: 'the ARN of a standard SNS topic in the Region of the bucket',
      examples: [`arn:aws:sns:eu-west-1:${EXAMPLE_ACCOUNT}:bucket-events`],
    })
    .optional(),
  destinationRegions: z
    .array(region)
    .meta({
      description:
        'Regions of the destination buckets. S3 publishes the pending and latency metrics there; the dashboard ' +
        'shows them when it knows where to look.',
      allowed: 'a list of Region codes',
      examples: [['eu-central-1']],
    })
    .optional(),
  destinationBuckets: z
    .array(bucketName)
    .min(1)
    .meta({
      description:
        'Names of all destination buckets of the rules. When every source bucket of a Region has this list, the ' +
        'function may look at these destination buckets and no other; without it, at the configuration of any bucket.',
      allowed: 'a list of at least one bucket name',
      examples: [['amzn-s3-demo-destination-bucket']],
    })
    .optional(),
});
