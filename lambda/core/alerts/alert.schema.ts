import { z } from 'zod';
import { ALERT_LIMITS } from '../limits';

/**
 * The alert document: what dashboards and pagers parse. One definition; the TypeScript types and the published
 * JSON Schema (`schema/s3-replication-alert-1.json`) are both made from it. Within `/1` fields may be added,
 * never removed, renamed or given another meaning.
 *
 * The Lambda functions import only the types of this file, so that zod stays out of their bundles.
 */
export const ALERT_SCHEMA_ID = 's3-replication-alert/1';

const isoTime = z.iso.datetime().describe('ISO 8601 in UTC');
const count = z.int().min(0);

const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

const bucketPlace = z
  .object({
    bucket: z.string().describe('Bucket name, not ARN'),
    region: z.string().optional(),
    account: z.string().optional().describe('Twelve digits'),
  })
  .describe('A bucket and where it is; what is not known is absent');

const sampleObject = z.object({
  key: z.string().describe('Decoded key; clipped to 1,024 bytes'),
  versionId: z.string().optional(),
  sizeBytes: count.optional(),
  operation: z.string().optional(),
});

const incident = z.object({
  id: z.string().describe('Same for every alert about the same incident key'),
  status: z.enum(['open', 'acknowledged', 'recovering', 'resolved', 'silenced']),
  failureReason: z.string().nullable().describe('As S3 sent it; null when the event carried none'),
  firstSeen: isoTime,
  lastSeen: isoTime,
  failures: count.describe('Failed operations counted so far'),
  sizeBytes: count.describe('Sum over the failures whose event told a size'),
  operations: z.record(z.string(), count).describe('Failures by s3Operation'),
  prefixes: z
    .array(z.object({ prefix: z.string(), failures: count }))
    .max(ALERT_LIMITS.topPrefixes)
    .describe('The prefixes with most failures; an empty prefix is the top level of the bucket'),
  objects: z.array(sampleObject).max(ALERT_LIMITS.sampleObjects).describe('Samples, not the whole list'),
  told: z
    .object({ time: isoTime, failures: count })
    .optional()
    .describe('What the alert before this one told; absent when this is the first'),
  acknowledgement: z
    .object({ by: z.string(), time: isoTime, comment: z.string().optional() })
    .optional()
    .describe('Who is at it'),
  resolution: z
    .object({ proof: z.string(), by: z.string().optional(), time: isoTime.optional() })
    .optional()
    .describe('What proves that it is over, in sentences, and who closed it where somebody had to'),
  episode: z
    .int()
    .min(1)
    .optional()
    .describe('Outages of this key so far, this one included; all counts are of this one'),
  lag: z
    .object({
      missed: count,
      arrived: count,
      notTracked: count,
      threshold: z.string().optional().describe('As S3 sent it'),
      replicationTime: z.string().optional().describe('As S3 sent it'),
    })
    .optional()
    .describe('Objects that Replication Time Control called late; only of lag incidents'),
});

const related = z
  .object({
    because: z
      .enum(['same-cause', 'many-at-once'])
      .describe('same-cause: one fix ends them all; many-at-once: they share nothing but the time'),
    total: count,
    incidents: z.array(
      z.object({
        id: z.string(),
        because: z.enum(['linked', 'inhibited', 'overview']),
        state: z.enum(['open', 'acknowledged', 'recovering', 'resolved']),
        failureReason: z.string().nullable(),
        sourceBucket: z.string(),
        destinationBucket: z.string().nullable(),
        ruleId: z.string().nullable(),
        failures: count,
      }),
    ),
  })
  .describe('Incidents that this alert speaks for; they have no message of their own');

const replication = z.object({
  source: bucketPlace,
  destination: bucketPlace.nullable().describe('null when the event named none'),
  ruleId: z.string().nullable(),
  roleArn: z.string().optional(),
});

const owner = z.enum(['source-account', 'destination-account', 'either-account', 'nobody']);

const finding = z.object({
  check: z.string(),
  verdict: z.enum(['confirmed', 'ruled-out', 'inconclusive', 'not-applicable']),
  evidence: z.array(z.string()),
  title: z.string().optional().describe('What is wrong, in one sentence, where this finding is a cause'),
  owner: owner.optional().describe('Whose hands it needs, where this finding is a cause'),
});

const diagnosis = z.object({
  title: z.string(),
  meaning: z.string(),
  verdict: z
    .enum(['confirmed', 'likely', 'unknown', 'benign'])
    .describe('confirmed: a fact proves the cause; likely: from the catalog alone; unknown: nobody knows'),
  causes: z.array(z.string()).describe('Candidate causes, likeliest first, when none is confirmed'),
  cause: z.object({ check: z.string(), subject: z.string(), statement: z.string().optional() }).optional(),
  findings: z.array(finding),
  notChecked: z.array(z.object({ check: z.string(), because: z.string(), needs: z.array(z.string()) })),
  owner,
  changes: z
    .array(
      z.object({
        time: isoTime,
        event: z.string(),
        by: z.string(),
        eventId: z.string(),
        on: z.string().optional().describe('What was changed: bucket name, role name, key ARN'),
        error: z.string().optional().describe('AWS refused it, so it changed nothing'),
      }),
    )
    .describe('What CloudTrail recorded in the 24 hours before the first failure, likely culprit first'),
});

const fixStep = z.object({
  text: z.string(),
  command: z.string().optional().describe('One POSIX shell command, every argument quoted'),
  policy: z.record(z.string(), z.unknown()).optional().describe('An IAM policy document to apply'),
  diff: z
    .array(z.string())
    .optional()
    .describe('What the policy changes, by lines that begin with "+ ", "- " or, unchanged, two spaces'),
  owner: owner.optional().describe('Whose hands the step needs, where a check knows'),
});

const links = z.record(z.string(), z.url()).describe('runbook, docs, source, destination, role, dashboard');

const envelope = {
  schema: z.literal(ALERT_SCHEMA_ID),
  id: z.string().describe('Same for every delivery and re-delivery of this alert'),
  severity,
  time: isoTime.describe('When the alert was made'),
  summary: z.string().max(ALERT_LIMITS.summaryCharacters).describe('One line: what broke and where'),
  why: z.string().describe('Why we are notifying'),
  links,
};

export const incidentAlertSchema = z.object({
  ...envelope,
  type: z.enum(['opened', 'grew', 'changed', 'reminder', 'resolved', 'reopened', 'recovery']),
  incident,
  replication,
  diagnosis,
  fix: z.array(fixStep),
  related: related.optional(),
  lostChannels: z
    .array(z.string())
    .optional()
    .describe('Channels that never took an earlier alert of this incident'),
  retry: z.object({ class: z.enum(['retry-now', 'fix-first', 'never']), note: z.string() }),
  handover: z
    .string()
    .max(ALERT_LIMITS.handoverCharacters)
    .optional()
    .describe('Plain text to send to the owner of the destination account, where the cause lies there'),
});

export const unreadableAlertSchema = z.object({
  ...envelope,
  type: z.literal('unreadable'),
  unreadable: z.object({
    count: count.min(1).describe('Messages or records that could not be read'),
    samples: z
      .array(
        z.object({
          code: z.string(),
          path: z.string(),
          got: z.string(),
          allowed: z.string(),
          excerpt: z.string().max(ALERT_LIMITS.excerptCharacters),
          messageId: z.string().optional(),
        }),
      )
      .max(ALERT_LIMITS.unreadableSamples),
  }),
});

/** What the responder sends today. */
export const alertSchema = z.discriminatedUnion('type', [incidentAlertSchema, unreadableAlertSchema]);

/** Types that belong to `/1` and are not sent yet: a reader can rely on their envelope and must take the rest as it comes. */
const reservedAlertSchema = z.object({
  ...envelope,
  type: z.enum(['audit', 'canary']).describe('Reserved; carries more fields once it is sent'),
});

/** What the published JSON Schema describes, so that a validator made from it today does not refuse tomorrow's types. */
export const publishedAlertSchema = z
  .discriminatedUnion('type', [incidentAlertSchema, unreadableAlertSchema, reservedAlertSchema])
  .describe('S3 Replication Responder alert, version 1');

export type IncidentAlert = z.infer<typeof incidentAlertSchema>;
export type UnreadableAlert = z.infer<typeof unreadableAlertSchema>;
export type Alert = z.infer<typeof alertSchema>;
export type AlertSeverity = z.infer<typeof severity>;
