import {
  alertSchema,
  incidentAlertSchema,
  type IncidentAlert,
  type UnreadableAlert,
  unreadableAlertSchema,
} from '../../lambda/core/alerts/alert.schema';

/** An alert with letters of every UTF-8 length in it, held against the schema so that it cannot drift from it. */
export function makeIncidentAlert(changes: Partial<IncidentAlert> = {}): IncidentAlert {
  return incidentAlertSchema.parse({
    schema: 's3-replication-alert/1',
    id: '0123456789abcdef',
    type: 'opened',
    severity: 'high',
    time: '2026-01-01T10:01:00.000Z',
    summary: 'Replication failing: media-prod → media-dr: S3 may not write the replica',
    why: 'first-failure',
    incident: {
      id: 'fedcba9876543210',
      status: 'open',
      failureReason: 'DstPutObjectNotPermitted',
      firstSeen: '2026-01-01T09:59:00.000Z',
      lastSeen: '2026-01-01T10:00:30.000Z',
      failures: 12_431,
      sizeBytes: 1_200_000_000_000,
      operations: { OBJECT_PUT: 12_431 },
      prefixes: [{ prefix: 'vidéo/2026/', failures: 12_000 }],
      objects: [
        { key: 'vidéo/2026/🎬 ключ 映像.mp4', versionId: 'v1', sizeBytes: 1, operation: 'OBJECT_PUT' },
      ],
    },
    replication: {
      source: { bucket: 'media-prod', region: 'eu-west-1' },
      destination: { bucket: 'media-dr' },
      ruleId: 'all-media',
    },
    diagnosis: {
      title: 'S3 may not write the replica',
      meaning: 'The replication role lacks permission to write to the destination bucket.',
      verdict: 'likely',
      causes: [
        'The destination bucket policy denies the role.',
        'The role policy misses s3:ReplicateObject.',
      ],
      findings: [],
      notChecked: [],
      owner: 'either-account',
      changes: [],
    },
    fix: [{ text: 'Allow the role to write.', command: 'aws s3api get-bucket-policy --bucket media-dr' }],
    retry: { class: 'fix-first', note: 'A retry fails again until the cause is gone.' },
    links: { runbook: 'https://runbooks.example.com/DstPutObjectNotPermitted.md' },
    ...changes,
  });
}

export function makeUnreadableAlert(): UnreadableAlert {
  return unreadableAlertSchema.parse({
    schema: 's3-replication-alert/1',
    id: '00000000deadbeef',
    type: 'unreadable',
    severity: 'medium',
    time: '2026-01-01T10:01:00.000Z',
    summary: '1 message on the replication-failure queue could not be read',
    why: 'unreadable-events',
    unreadable: {
      count: 1,
      samples: [
        {
          code: 'not-json',
          path: '$',
          got: 'text "{…"',
          allowed: 'JSON',
          excerpt: '{"Records": [🎬',
          messageId: 'm-1',
        },
      ],
    },
    links: {},
  });
}

/** Whether a value is an alert document as published. */
export function isAlertDocument(value: unknown): boolean {
  return alertSchema.safeParse(value).success;
}
