import type { DemoReplication } from './demo-aws';
import { type StoryFailure, toNotification, toSnsEnvelope, toSqsEvent } from './failure-notification';

/** A body to post. */
export interface StoryPost {
  readonly contentType: 'application/json' | 'text/plain';
  readonly body: string;
}

/** One thing that goes wrong, and what the responder has to make of it. */
export interface Scene {
  readonly title: string;
  /** What happens, for the person who watches. */
  readonly told: string;
  readonly posts: readonly StoryPost[];
  readonly failures: number;
  /** Sections of the alert worth reading in the terminal, by title; absent: all of them. */
  readonly sections?: readonly string[];
  /** Absent: it makes no alert. */
  readonly alert?: {
    readonly failureReason: string;
    readonly verdict: 'confirmed' | 'unknown';
    readonly sourceBucket: string;
    /** The check that has to find the cause. */
    readonly check?: string;
  };
}

/** Messages per SQS event: some 550 KB, within the limit of a post. */
const MESSAGES_PER_POST = 500;

/** A key that tries every reader: Slack, terminal, shell, mail, and the eye. */
export const HOSTILE_KEY =
  'inbox/<!channel> $(rm -rf /) `id` \u001b[31mred\u001b[0m \u202egpj.exe\r\nFAKE: all is well <https://evil.example|click>';

const MEDIA: DemoReplication = {
  region: 'eu-west-1',
  sourceBucket: 'media-prod',
  destinationBucket: 'media-dr',
  destinationRegion: 'eu-central-1',
  ruleId: 'all-media',
  roleName: 'media-replication',
};

const INVOICES: DemoReplication = {
  region: 'eu-central-1',
  sourceBucket: 'invoices',
  destinationBucket: 'invoices-archive',
  destinationRegion: 'eu-north-1',
  ruleId: 'seven-years',
  roleName: 'invoice-replication',
};

const UPLOADS: DemoReplication = {
  region: 'us-east-1',
  sourceBucket: 'customer-uploads',
  destinationBucket: 'customer-uploads-eu',
  destinationRegion: 'eu-west-1',
  ruleId: 'everything',
  roleName: 'upload-replication',
};

const PHOTOS: DemoReplication = {
  region: 'us-east-1',
  sourceBucket: 'photos',
  destinationBucket: 'photos-copy',
  destinationRegion: 'us-west-2',
  ruleId: 'all-photos',
  roleName: 'photo-replication',
};

/** What the story's AWS looks like: set up as it should be, but for what somebody broke. */
export function makeStoryWorld(start: Date): readonly DemoReplication[] {
  return [
    {
      ...MEDIA,
      broken: 'role-trust',
      brokenBy: { event: 'UpdateAssumeRolePolicy', at: after(start, -420) },
    },
    {
      ...INVOICES,
      broken: 'destination-versioning',
      brokenBy: { event: 'PutBucketVersioning', at: after(start, -65) },
    },
    {
      ...UPLOADS,
      broken: 'destination-policy',
      brokenBy: { event: 'PutBucketPolicy', at: after(start, -1_860) },
    },
    PHOTOS,
  ];
}

/** The story, told from `start` on. The same start gives the same bytes. */
export function makeStory(start: Date): readonly Scene[] {
  return [
    brokenRole(start),
    suspendedVersioning(after(start, 60)),
    benignRace(after(start, 90)),
    hostileKey(after(start, 100)),
    unknownReason(after(start, 110)),
  ];
}

function brokenRole(start: Date): Scene {
  const failures = 5_000;
  const bodies = Array.from({ length: failures }, (_, serial) =>
    toBody({
      ...MEDIA,
      time: new Date(start.getTime() + serial * 11),
      key: `${serial % 5 === 0 ? 'stills' : 'video'}/2026/${String(serial).padStart(5, '0')}.mp4`,
      sizeBytes: 18_000_000 + ((serial * 7_919) % 160_000_000),
      failureReason: 'AssumeRoleNotPermitted',
      serial,
    }),
  );
  return {
    title: 'A role loses its trust policy',
    told: '5,000 objects fail within a minute: 5,000 events.',
    posts: chunk(bodies, MESSAGES_PER_POST).map((part) => toJsonPost(toSqsEvent(part))),
    failures,
    alert: {
      failureReason: 'AssumeRoleNotPermitted',
      verdict: 'confirmed',
      sourceBucket: 'media-prod',
      check: 'role-trust',
    },
  };
}

function suspendedVersioning(start: Date): Scene {
  const failures = 42;
  const bodies = Array.from({ length: failures }, (_, serial) =>
    toBody({
      ...INVOICES,
      time: after(start, serial / 2),
      key: `2026/11/invoice ${4_100 + serial}.pdf`,
      sizeBytes: 90_000 + serial * 613,
      failureReason: 'DstBucketUnversioned',
      serial: 10_000 + serial,
    }),
  );
  return {
    title: 'Somebody suspends versioning on the archive bucket',
    told: '42 invoices have no second copy.',
    posts: [toJsonPost(toSqsEvent(bodies))],
    failures,
    sections: ['Fix'],
    alert: {
      failureReason: 'DstBucketUnversioned',
      verdict: 'confirmed',
      sourceBucket: 'invoices',
      check: 'destination-versioning',
    },
  };
}

function benignRace(start: Date): Scene {
  const failures = 3;
  const bodies = Array.from({ length: failures }, (_, serial) =>
    toBody({
      ...UPLOADS,
      time: after(start, serial),
      key: `tmp/part-${serial}`,
      sizeBytes: 5_242_880,
      failureReason: 'SrcReplicationNotPending',
      serial: 20_000 + serial,
    }),
  );
  return {
    title: 'A race that needs nobody',
    told: '3 versions were no longer pending when S3 came to them. It is counted, and nobody is woken.',
    posts: bodies.map((body) => ({ contentType: 'application/json', body })),
    failures,
  };
}

function hostileKey(time: Date): Scene {
  const body = toBody({
    ...UPLOADS,
    time,
    key: HOSTILE_KEY,
    sizeBytes: 1_337,
    failureReason: 'DstPutObjectNotPermitted',
    serial: 30_000,
  });
  return {
    title: 'A bucket policy shuts S3 out, and an object has a hostile name',
    told: 'The key pings a channel, colours the terminal, runs a command and reverses the line - or would.',
    posts: [{ contentType: 'application/json', body }],
    failures: 1,
    sections: ['Why', 'Changed', 'Fix', 'Object'],
    alert: {
      failureReason: 'DstPutObjectNotPermitted',
      verdict: 'confirmed',
      sourceBucket: 'customer-uploads',
      check: 'destination-write-permission',
    },
  };
}

function unknownReason(time: Date): Scene {
  const body = toBody({
    ...PHOTOS,
    time,
    key: 'photos/0001.raw',
    sizeBytes: 48_000_000,
    failureReason: 'DstReplicaQuotaExceeded',
    serial: 40_000,
  });
  return {
    title: 'A reason that nobody has documented',
    told: 'It comes through SNS, as text/plain. What is not known is said to be not known, and what it is not is told.',
    posts: [{ contentType: 'text/plain', body: JSON.stringify(toSnsEnvelope(body, time)) }],
    failures: 1,
    sections: ['Why'],
    alert: { failureReason: 'DstReplicaQuotaExceeded', verdict: 'unknown', sourceBucket: 'photos' },
  };
}

function toBody(failure: StoryFailure): string {
  return JSON.stringify(toNotification(failure));
}

function toJsonPost(document: object): StoryPost {
  return { contentType: 'application/json', body: JSON.stringify(document) };
}

function after(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1_000);
}

function chunk<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
