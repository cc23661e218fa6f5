import type { ChangeEvent } from '../../lambda/core/facts/account-state';
import { absent, type Fact, known } from '../../lambda/core/facts/fact';
import type { FactSource, ReadAllowance } from '../../lambda/core/facts/fact-source';
import { OUT_OF_READS } from '../../lambda/core/facts/fact-source';
import type { LookupId, LookupTarget, LookupValue } from '../../lambda/core/facts/lookup';
import { LOOKUPS } from '../../lambda/core/facts/lookup-catalog';
import type { ReadPolicy } from '../../lambda/core/facts/bucket-state';

/** The one thing that is made up in the demo: the answers of AWS. Checks, evaluator and alerts are the real ones. */

export const SOURCE_ACCOUNT = '111111111111';
const DESTINATION_ACCOUNT = '222222222222';

/** One replication of the story: everything about it works, but for what a scene breaks. */
export interface DemoReplication {
  readonly region: string;
  readonly sourceBucket: string;
  readonly destinationBucket: string;
  readonly destinationRegion: string;
  readonly ruleId: string;
  readonly roleName: string;
  readonly broken?: DemoFault;
  /** When and how it was broken; CloudTrail knows. */
  readonly brokenBy?: { readonly event: string; readonly at: Date };
}

export type DemoFault = 'role-trust' | 'destination-versioning' | 'destination-policy';

type Answers = { readonly [L in LookupId]?: (target: LookupTarget<L>) => LookupValue<L> | undefined };

/** An AWS in which these replications are set up, and nothing else is. */
export function createDemoAws(replications: readonly DemoReplication[]): FactSource {
  const answers = toAnswers(replications);
  const read = (lookup: LookupId) => (target: never, allowance: ReadAllowance) =>
    Promise.resolve(answer(answers, lookup, { target, allowance }));
  const lookups = Object.keys(LOOKUPS) as LookupId[];
  return Object.fromEntries(lookups.map((lookup) => [lookup, read(lookup)])) as unknown as FactSource;
}

function answer(
  answers: Answers,
  lookup: LookupId,
  { target, allowance }: { readonly target: never; readonly allowance: ReadAllowance },
): Fact<unknown> {
  const value: unknown = answers[lookup]?.(target);
  // A list that is empty has nothing more to be read.
  const steps = JSON.stringify(value)?.includes('"policies":[]') ? 1 : LOOKUPS[lookup].depth;
  for (let step = 1; step <= steps; step += 1) {
    if (!allowance.takeRead(step)) return OUT_OF_READS;
  }
  return value === undefined ? absent('it is not set') : known(value);
}

function toAnswers(replications: readonly DemoReplication[]): Answers {
  const bySource = new Map(replications.map((one) => [one.sourceBucket, one]));
  const byDestination = new Map(replications.map((one) => [one.destinationBucket, one]));
  const byRole = new Map(replications.map((one) => [one.roleName, one]));
  const regionOf = (bucket: string): string | undefined =>
    bySource.get(bucket)?.region ?? byDestination.get(bucket)?.destinationRegion;
  return {
    'bucket-presence': ({ bucket }) => {
      const region = regionOf(bucket);
      return region === undefined ? undefined : { access: 'allowed', region };
    },
    'bucket-replication': ({ bucket }) => toConfiguration(bySource.get(bucket)),
    'bucket-versioning': ({ bucket }) => ({
      status: byDestination.get(bucket)?.broken === 'destination-versioning' ? 'suspended' : 'enabled',
      mfaDelete: false,
    }),
    'bucket-policy': ({ bucket }) => toBucketPolicy(byDestination.get(bucket)),
    'bucket-encryption': () => ({ algorithm: 'AES256', bucketKey: false, blockedTypes: [] }),
    'bucket-ownership': () => ({ ownership: 'BucketOwnerEnforced' }),
    'bucket-request-payment': () => ({ payer: 'bucket-owner' }),
    'bucket-public-access-block': () => ALL_BLOCKED,
    'account-public-access-block': () => ALL_BLOCKED,
    'bucket-notification': () => ({
      targets: [
        {
          kind: 'queue',
          arn: 'arn:aws:sqs:us-east-1:111111111111:replication',
          events: ['s3:Replication:*'],
        },
      ],
      eventBridge: false,
    }),
    ...toRoleAnswers(byRole),
    changes: ({ resourceName }) => ({
      events: replications.filter((one) => isBrokenThing(one, resourceName)).flatMap(toChange),
      isTruncated: false,
    }),
    caller: () => ({ account: SOURCE_ACCOUNT, arn: `arn:aws:iam::${SOURCE_ACCOUNT}:role/responder` }),
  };
}

function toRoleAnswers(byRole: ReadonlyMap<string, DemoReplication>): Answers {
  return {
    role: ({ roleName }) => {
      const one = byRole.get(roleName);
      return (
        one && {
          arn: toRoleArn(one),
          roleId: 'AROADEMODEMODEMODEMO1',
          name: roleName,
          path: '/',
          trustPolicy: toTrustPolicy(one),
        }
      );
    },
    'role-inline-policies': ({ roleName }) => {
      const one = byRole.get(roleName);
      return (
        one && { policies: [{ name: 'replicate', policy: known(toRolePolicy(one)) }], isTruncated: false }
      );
    },
    'role-attached-policies': () => ({ policies: [], isTruncated: false }),
    'role-simulation': ({ actions, resourceArn }) => ({
      decisions: actions.map((action) => ({
        action,
        resourceArn,
        decision: 'allowed',
        allowedByOrganization: true,
        missingContext: [],
      })),
      isTruncated: false,
    }),
  };
}

const ALL_BLOCKED = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
} as const;

function toRoleArn({ roleName }: DemoReplication): string {
  return `arn:aws:iam::${SOURCE_ACCOUNT}:role/${roleName}`;
}

function toConfiguration(one: DemoReplication | undefined): LookupValue<'bucket-replication'> | undefined {
  if (one === undefined) return undefined;
  const bucketArn = `arn:aws:s3:::${one.destinationBucket}`;
  return {
    roleArn: toRoleArn(one),
    rules: [
      {
        id: one.ruleId,
        enabled: true,
        priority: 1,
        filter: { prefix: '', tags: [], form: 'filter' },
        destination: {
          bucketArn,
          bucket: one.destinationBucket,
          account: DESTINATION_ACCOUNT,
          ownerOverride: false,
          metrics: true,
          replicationTime: false,
        },
        deleteMarkers: 'disabled',
        existingObjects: 'disabled',
        sseKmsObjects: 'not-set',
        replicaModifications: 'not-set',
      },
    ],
  };
}

function toPolicy(name: string, statements: readonly object[]): ReadPolicy {
  const document = { Version: '2012-10-17', Statement: statements };
  return { name, document, text: JSON.stringify(document) };
}

function toTrustPolicy({ roleName, broken }: DemoReplication): ReadPolicy {
  const service = broken === 'role-trust' ? 'batchoperations.s3.amazonaws.com' : 's3.amazonaws.com';
  return toPolicy(`trust policy of ${roleName}`, [
    { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
  ]);
}

function toRolePolicy(one: DemoReplication): ReadPolicy {
  const [source, destination] = [one.sourceBucket, one.destinationBucket].map(
    (bucket) => `arn:aws:s3:::${bucket}`,
  );
  return toPolicy('replicate', [
    { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: source },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: `${source}/*`,
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      Resource: `${destination}/*`,
    },
  ]);
}

function toBucketPolicy(one: DemoReplication | undefined): ReadPolicy | undefined {
  if (one === undefined) return undefined;
  const objects = `arn:aws:s3:::${one.destinationBucket}/*`;
  const allow = {
    Sid: 'AllowReplication',
    Effect: 'Allow',
    Principal: { AWS: toRoleArn(one) },
    Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
    Resource: objects,
  };
  const deny = {
    Sid: 'DenyOutsideVpc',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: objects,
    Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
  };
  const statements = one.broken === 'destination-policy' ? [allow, deny] : [allow];
  return toPolicy(`bucket policy of ${one.destinationBucket}`, statements);
}

function isBrokenThing({ broken, roleName, destinationBucket }: DemoReplication, name: string): boolean {
  return broken === 'role-trust' ? name === roleName : name === destinationBucket;
}

const EVENT_IDS: Readonly<Record<DemoFault, string>> = {
  'role-trust': '0c5e7a10-3c5d-4a8e-9b1f-6d2c8e4f0a97',
  'destination-versioning': '5b1c9d2e-77aa-4f0e-8c61-0f3e9d1a2b44',
  'destination-policy': '1f2e7a10-9d3b-4c55-a0de-7b6c5d4e3f21',
};

function toChange({ brokenBy, broken }: DemoReplication): readonly ChangeEvent[] {
  if (brokenBy === undefined || broken === undefined) return [];
  const isRole = broken === 'role-trust';
  return [
    {
      eventId: EVENT_IDS[broken],
      time: brokenBy.at.toISOString(),
      event: brokenBy.event,
      service: isRole ? 'iam.amazonaws.com' : 's3.amazonaws.com',
      by: `arn:aws:sts::${isRole ? SOURCE_ACCOUNT : DESTINATION_ACCOUNT}:assumed-role/deploy-role/ci`,
    },
  ];
}
