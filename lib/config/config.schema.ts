import { z } from 'zod';
import { accountRole } from './account-role.schema';
import { EMAIL_PATTERN, SECRET_ARN_PATTERN } from './arn-patterns';
import { account, EXAMPLE_ACCOUNT, keyArn, region, topicArn } from './field.schema';
import { sourceBucket } from './source-bucket.schema';

/**
 * The configuration of the app: everything an operator can set, once. The types, the checks at synth, the JSON
 * Schema for editors (`schema/config.json`) and `docs/reference/configuration.md` are made from it. `allowed` and
 * the first example are what an error message shows.
 */

/** Retention periods that CloudWatch Logs takes, in days. */
export const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const slack = z.strictObject({
  mode: z.enum(['webhook', 'bot']).meta({
    description:
      '`webhook`: an incoming webhook. `bot`: a bot token with `chat:write`, posting to `channel`.',
    allowed: '"webhook" or "bot"',
    examples: ['webhook'],
  }),
  secretArn: z
    .string()
    .regex(SECRET_ARN_PATTERN)
    .meta({
      description:
        'Where the webhook URL or the bot token is kept. The secret itself is never in the template.',
      allowed:
        'the complete ARN of a Secrets Manager secret (with its six last characters) or of an SSM SecureString',
      examples: [`arn:aws:secretsmanager:eu-west-1:${EXAMPLE_ACCOUNT}:secret:slack-webhook-AbCdEf`],
    }),
  secretKeyArn: keyArn
    .meta({
      description: 'KMS key of the secret, when it is not the AWS managed one.',
      allowed: 'the ARN of a KMS key',
      examples: [`arn:aws:kms:eu-west-1:${EXAMPLE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    })
    .optional(),
  channel: z
    .string()
    .regex(/^[CGD][A-Z0-9]{7,}$/)
    .meta({
      description: 'Channel to post to; needed with `mode: "bot"`, and only there.',
      allowed: 'a channel id (at the bottom of "View channel details"), not its name',
      examples: ['C0123456789'],
    })
    .optional(),
});

const alertTopic = z.strictObject({
  arn: topicArn.meta({
    description: 'An existing topic to publish alerts to.',
    allowed: 'the ARN of a standard SNS topic',
    examples: [`arn:aws:sns:eu-west-1:${EXAMPLE_ACCOUNT}:storage-alerts`],
  }),
  keyArn: keyArn
    .meta({
      description: 'KMS key of that topic, if it has one: the function must be allowed to use it.',
      allowed: 'the ARN of a KMS key',
      examples: [`arn:aws:kms:eu-west-1:${EXAMPLE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`],
    })
    .optional(),
});

export const responderConfigSchema = z.strictObject({
  $schema: z
    .string()
    .meta({
      description: 'For editors: path of `schema/config.json`.',
      allowed: 'a path',
      examples: ['./schema/config.json'],
    })
    .optional(),
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/)
    .default('S3ReplicationResponder')
    .meta({
      description:
        'Name of the stack; with `-<Region>` behind it wherever the configuration names the Region.',
      allowed: 'a letter, then up to 99 letters, digits or hyphens',
      examples: ['S3ReplicationResponder'],
    }),
  account: account
    .meta({
      description: 'Account to deploy into. When left out: the account of the credentials.',
      allowed: 'twelve digits, in quotes',
      examples: [EXAMPLE_ACCOUNT],
    })
    .optional(),
  region: region
    .meta({
      description:
        'Region of every source bucket that names none. When left out: the Region of the credentials.',
      allowed: 'a Region code',
      examples: ['eu-west-1'],
    })
    .optional(),
  sourceBuckets: z
    .array(sourceBucket)
    .min(1)
    .meta({
      description: 'The buckets to watch: the *source* side of replication.',
      allowed: 'a list of at least one object',
      examples: [[{ name: 'amzn-s3-demo-source-bucket' }]],
    }),
  alertTopics: z
    .array(alertTopic)
    .default([])
    .meta({
      description:
        'Existing topics to publish alerts to, at most one for each Region. A Region without one gets an ' +
        'encrypted topic of its own.',
      allowed: 'a list of objects',
      examples: [[{ arn: `arn:aws:sns:eu-west-1:${EXAMPLE_ACCOUNT}:storage-alerts` }]],
    }),
  emails: z
    .array(
      z
        .string()
        .regex(EMAIL_PATTERN)
        .meta({ allowed: 'an e-mail address', examples: ['storage-oncall@example.com'] }),
    )
    .default([])
    .meta({
      description: 'Subscribed to the topics that the stacks create. SNS asks each address to confirm.',
      allowed: 'a list of e-mail addresses',
      examples: [['storage-oncall@example.com']],
    }),
  slack: slack
    .meta({
      description: 'Post alerts to Slack, too.',
      allowed: 'an object',
      examples: [
        {
          mode: 'webhook',
          secretArn: `arn:aws:secretsmanager:eu-west-1:${EXAMPLE_ACCOUNT}:secret:slack-webhook-AbCdEf`,
        },
      ],
    })
    .optional(),
  alarmTopicArns: z
    .array(topicArn)
    .default([])
    .meta({
      description:
        'Where our own alarms go instead of the alert topic, at most one for each Region. A topic that does not ' +
        'depend on this stack still speaks when the stack is broken.',
      allowed: 'a list of ARNs of standard SNS topics',
      examples: [[`arn:aws:sns:eu-west-1:${EXAMPLE_ACCOUNT}:platform-alarms`]],
    }),
  encryptionKeyArns: z
    .array(keyArn)
    .default([])
    .meta({
      description:
        'Existing keys for the queues and the alert topic, at most one for each Region. When left out: SQS-managed ' +
        'encryption for the queues and one new key for the topic.',
      allowed: 'a list of key ARNs',
      examples: [[`arn:aws:kms:eu-west-1:${EXAMPLE_ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`]],
    }),
  groupWaitSeconds: z
    .int()
    .min(0)
    .max(300)
    .default(30)
    .meta({
      description:
        'How long failures are collected before the first alert, so that one outage makes one message. 0 sends at ' +
        'once, in batches of at most ten.',
      allowed: 'a whole number from 0 to 300',
      examples: [30],
    }),
  maxConcurrency: z
    .int()
    .min(2)
    .max(1000)
    .default(2)
    .meta({
      description:
        'How many batches are handled at once. Each makes its own alerts: a small number keeps one outage in one ' +
        'message.',
      allowed: 'a whole number from 2 to 1000',
      examples: [2],
    }),
  logRetentionDays: z
    .literal(LOG_RETENTION_DAYS)
    .default(30)
    .meta({
      description: 'Days to keep the logs of the function. They hold no object keys.',
      allowed: `one of ${LOG_RETENTION_DAYS.join(', ')}`,
      examples: [30],
    }),
  checks: z
    .enum(['off', 'config', 'objects'])
    .default('config')
    .meta({
      description:
        'What the function may look at to find the cause of a failure. `config`: the configuration of buckets, roles and ' +
        'keys. `objects`: the metadata of failed objects as well, which takes a permission that could also read ' +
        'content. `off`: nothing; alerts then come from the catalog alone. See [permissions](permissions.md).',
      allowed: '"off", "config" or "objects"',
      examples: ['config'],
    }),
  accountRoles: z
    .array(accountRole)
    .default([])
    .meta({
      description:
        'Other accounts that the function may look into, each by a read-only role there, which ' +
        '`cdk deploy access/<account>` makes with the credentials of that account. Needs `account`, and the Region of ' +
        'every source bucket: the other accounts trust the role of the function by its name.',
      allowed: 'a list of objects',
      examples: [[{ account: '222222222222', externalId: 's3-replication-7f3a91c2' }]],
    }),
  xray: z
    .boolean()
    .default(false)
    .meta({ description: 'Trace the function with X-Ray.', allowed: 'true or false', examples: [true] }),
  docsBaseUrl: z
    .url({ protocol: /^https$/ })
    .meta({
      description:
        'Where you publish the `docs/` folder of this repository. Alerts link to its runbooks, alarms to ' +
        '`operations.md`. When left out: alerts carry no runbook link.',
      allowed: 'an https URL',
      examples: ['https://wiki.example.com/s3-replication-responder/docs'],
    })
    .optional(),
  tags: z
    .record(z.string().regex(/^(?!aws:).{1,128}$/s), z.string().max(256))
    .default({})
    .meta({
      description: 'Tags for every resource.',
      allowed: 'an object of strings; keys of 1 to 128 characters that do not begin with `aws:`',
      examples: [{ team: 'storage' }],
    }),
});

export type ResponderConfig = z.output<typeof responderConfigSchema>;
export type SourceBucketConfig = ResponderConfig['sourceBuckets'][number];
