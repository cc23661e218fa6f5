import type { Incident } from '../../lambda/core/incidents/incident';
import { toIncidentId, type IncidentKey } from '../../lambda/core/incidents/incident-key';

/** An incident that was opened by the only batch it has seen, and never written. */
export function makeIncident(changes: Partial<Incident> = {}): Incident {
  const key = changes.key ?? makeKey('all-media');
  return {
    id: toIncidentId(key),
    key,
    kind: 'failure',
    partition: 'aws',
    version: 0,
    state: 'open',
    stateSince: '2026-01-01T10:00:31.000Z',
    episode: 1,
    openedAt: '2026-01-01T10:00:31.000Z',
    firstSeen: '2026-01-01T09:59:00.000Z',
    lastSeen: '2026-01-01T10:00:30.000Z',
    failures: 3,
    sizeBytes: 300,
    operations: { OBJECT_PUT: 3 },
    prefixes: { 'video/2026/': 3 },
    samples: [{ key: 'video/2026/clip.mp4', versionId: 'v1', sizeBytes: 100, operation: 'OBJECT_PUT' }],
    threads: {},
    outbox: [],
    appliedBatches: [{ id: 'batch-1', at: '2026-01-01T10:00:31.000Z' }],
    ...changes,
  };
}

export function makeKey(ruleId: string): IncidentKey {
  return {
    region: 'eu-central-1',
    sourceBucket: 'media-prod',
    ruleId,
    destinationBucket: 'media-dr',
    failureReason: 'DstPutObjectNotPermitted',
  };
}

/** An outbox that still holds something for Slack. */
export const WAITING: Incident['outbox'] = [
  {
    alertId: 'a-1',
    type: 'resolved',
    audience: 'everybody',
    says: { at: '2026-01-01T11:00:00.000Z', why: 'resolved', failures: 3 },
    lease: { by: 'batch-1', until: '2026-01-01T11:01:00.000Z' },
    channels: { slack: { attempts: 2, nextAt: '2026-01-01T11:05:00.000Z' } },
  },
];

/** What looking found, with names that an attacker chose in it. */
export const LOOKED: NonNullable<Incident['looked']> = {
  at: '2026-01-01T10:00:40.000Z',
  investigation: {
    diagnosis: {
      title: 'The destination bucket policy denies S3 the write',
      meaning: 'S3 may not put the replica.',
      verdict: 'confirmed',
      causes: [],
      cause: {
        check: 'destination-write-permission',
        subject: 'arn:aws:s3:::media-dr',
        statement: 'Deny\u0000"\ud83c',
      },
      findings: [
        {
          check: 'destination-write-permission',
          verdict: 'confirmed',
          evidence: ['Statement `Deny` denies.'],
        },
        { check: 'role-trust', verdict: 'ruled-out', evidence: ['The role trusts S3.'] },
      ],
      notChecked: [],
      owner: 'destination-account',
      changes: [],
    },
    fix: [
      {
        text: 'Exempt the replication role in that statement.',
        command: "aws s3api put-bucket-policy --bucket media-dr --policy 'file://policy.json'",
        policy: { Version: '2012-10-17', Statement: [] },
        diff: ['  {', '+ "ArnNotLike": {}'],
        owner: 'destination-account',
      },
    ],
    places: { destination: { bucket: 'media-dr', account: '222222222222' } },
    reads: 9,
    depth: 2,
    tookMs: 180,
  },
};
