import { z } from 'zod';
import { known, unreadable } from '../../../lambda/core/facts/fact';
import type { LookupId, LookupValue } from '../../../lambda/core/facts/lookup';
import type { ReadPolicy } from '../../../lambda/core/facts/bucket-state';

/*
 * The facts of a case in short form: what a case does not say is as in a replication that works. Strict, so that a
 * misspelt field is an error and not a default.
 */

const text = z.string();
const flag = (value: boolean) => z.boolean().default(value);
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const named = z.strictObject({ name: text.exactOptional(), document: z.unknown() });
const raw = z.strictObject({ name: text.exactOptional(), text });

/** As it stands in the case: the order of its elements is that of the document that a remedy puts back. */
const statement = z.record(text, z.unknown()).refine(({ Effect }) => typeof Effect === 'string', 'no Effect');

/** Statements in the current version; or a whole document; or a text that need not even be JSON. */
export const policyForm = z.union([z.array(statement), named, raw]).transform((form): ReadPolicy => {
  if (Array.isArray(form)) return toPolicy(UNNAMED_POLICY, { Version: '2012-10-17', Statement: form });
  const name = form.name ?? UNNAMED_POLICY;
  return 'text' in form ? { name, text: form.text, document: form.text } : toPolicy(name, form.document);
});

/** Named by the loader after what it is the policy of. */
export const UNNAMED_POLICY = '';

function toPolicy(name: string, document: unknown): ReadPolicy {
  return { name, document, text: JSON.stringify(document) };
}

const ruleSwitch = z.enum(['enabled', 'disabled', 'not-set']);

const rule = z.strictObject({
  id: text.default('all-media'),
  enabled: flag(true),
  priority: z.number().default(1),
  filter: z
    .strictObject({
      prefix: text.default(''),
      tags: list(z.strictObject({ key: text, value: text })).default([]),
      form: z.enum(['filter', 'prefix', 'none']).default('filter'),
    })
    .prefault({}),
  destination: z
    .strictObject({
      bucket: text.default('media-dr'),
      account: text.exactOptional(),
      storageClass: text.exactOptional(),
      ownerOverride: flag(false),
      replicaKmsKeyId: text.exactOptional(),
      metrics: flag(true),
      eventThresholdMinutes: z.number().exactOptional(),
      replicationTime: flag(false),
      replicationTimeMinutes: z.number().exactOptional(),
    })
    .prefault({})
    .transform((destination) => ({ bucketArn: `arn:aws:s3:::${destination.bucket}`, ...destination })),
  deleteMarkers: ruleSwitch.default('disabled'),
  existingObjects: ruleSwitch.default('not-set'),
  sseKmsObjects: ruleSwitch.default('not-set'),
  replicaModifications: ruleSwitch.default('not-set'),
});

const publicAccessBlock = z.strictObject({
  blockPublicAcls: flag(true),
  ignorePublicAcls: flag(true),
  blockPublicPolicy: flag(true),
  restrictPublicBuckets: flag(true),
});

/** A policy of a role is a fact of its own: statements, or `denied` with the action that is missing. */
const rolePolicies = z.strictObject({
  policies: list(
    z.strictObject({
      name: text,
      arn: text.exactOptional(),
      policy: z.union([policyForm, z.strictObject({ denied: text })]),
    }),
  ).default([]),
  isTruncated: flag(false),
});

const role = z.strictObject({
  arn: text.default('arn:aws:iam::111111111111:role/media-replication'),
  roleId: text.default('AROAEXAMPLEROLEID0001'),
  name: text.default('media-replication'),
  path: text.default('/'),
  trustPolicy: policyForm.default(
    toPolicy('trust policy', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  ),
  boundaryArn: text.exactOptional(),
});

const objectHead = z.union([
  z.strictObject({ kind: z.literal('delete-marker'), versionId: text.exactOptional() }),
  z.strictObject({
    kind: z.literal('object').default('object'),
    versionId: text.exactOptional(),
    replicationStatus: text.exactOptional(),
    storageClass: text.default('STANDARD'),
    archiveStatus: text.exactOptional(),
    sizeBytes: z.number().exactOptional(),
    lastModified: text.exactOptional(),
    encryption: text.exactOptional(),
    kmsKeyId: text.exactOptional(),
    bucketKey: flag(false),
    tagCount: z.number().default(0),
    lock: z
      .strictObject({
        mode: text.exactOptional(),
        retainUntil: text.exactOptional(),
        legalHold: z.boolean().exactOptional(),
      })
      .exactOptional(),
  }),
]);

/** One schema for each lookup: the short form in, the value of the fact out. */
export const FACT_FORMS: { readonly [L in LookupId]: z.ZodType<LookupValue<L>> } = {
  'bucket-presence': z.strictObject({
    access: z.enum(['allowed', 'denied', 'redirected']).default('allowed'),
    region: text.exactOptional(),
  }),
  'bucket-replication': z.strictObject({
    roleArn: text.default('arn:aws:iam::111111111111:role/media-replication'),
    rules: list(rule).prefault([{}]),
  }),
  'bucket-versioning': z.strictObject({
    status: z.enum(['enabled', 'suspended', 'never-enabled']).default('enabled'),
    mfaDelete: flag(false),
  }),
  'bucket-object-lock': z.strictObject({
    defaultRetention: z
      .strictObject({ mode: text, days: z.number().exactOptional(), years: z.number().exactOptional() })
      .exactOptional(),
  }),
  'bucket-policy': policyForm,
  'bucket-encryption': z.strictObject({
    algorithm: text.default('AES256'),
    kmsKeyId: text.exactOptional(),
    bucketKey: flag(false),
    blockedTypes: list(text).default([]),
  }),
  'bucket-ownership': z.strictObject({ ownership: text }),
  'bucket-acl': acl(),
  'bucket-public-access-block': publicAccessBlock,
  'bucket-request-payment': z.strictObject({ payer: z.enum(['requester', 'bucket-owner']) }),
  'bucket-notification': z.strictObject({
    targets: list(
      z.strictObject({
        kind: z.enum(['queue', 'topic', 'function']).default('queue'),
        id: text.exactOptional(),
        arn: text.default('arn:aws:sqs:us-east-1:111111111111:failures'),
        events: list(text),
        prefix: text.exactOptional(),
        suffix: text.exactOptional(),
      }),
    ).default([]),
    eventBridge: flag(false),
  }),
  'account-public-access-block': publicAccessBlock,
  'object-head': objectHead,
  'object-acl': acl(),
  'object-tags': z.strictObject({ tags: list(z.strictObject({ key: text, value: text })) }),
  'object-retention': z.strictObject({ mode: text, retainUntil: text }),
  'object-legal-hold': z.strictObject({ on: z.boolean() }),
  'object-annotations': z.strictObject({
    annotations: z.union([
      list(
        z.strictObject({
          name: text,
          sizeBytes: z.number().exactOptional(),
          replicationStatus: text.exactOptional(),
        }),
      ),
      // So many of one name, numbered from 1.
      z
        .strictObject({ count: z.number(), name: text })
        .transform(({ count, name }) =>
          Array.from({ length: count }, (_, at) => ({ name: `${name}${at + 1}` })),
        ),
    ]),
    isTruncated: flag(false),
  }),
  'object-versions': z.strictObject({
    versions: list(
      z.strictObject({
        versionId: text,
        kind: z.enum(['object', 'delete-marker']).default('object'),
        isLatest: flag(false),
        lastModified: text.exactOptional(),
        sizeBytes: z.number().exactOptional(),
        storageClass: text.exactOptional(),
      }),
    ),
    isTruncated: flag(false),
  }),
  role,
  'role-inline-policies': rolePolicies.transform(toRolePolicies),
  'role-attached-policies': rolePolicies.transform(toRolePolicies),
  'managed-policy': policyForm,
  'role-simulation': z.strictObject({
    decisions: list(
      z.strictObject({
        action: text,
        resourceArn: text,
        decision: z.enum(['allowed', 'explicit-deny', 'implicit-deny']),
        allowedByOrganization: z.boolean().exactOptional(),
        allowedByBoundary: z.boolean().exactOptional(),
        missingContext: list(text).default([]),
      }),
    ),
    isTruncated: flag(false),
  }),
  'kms-key': z
    .strictObject({
      arn: text.default('arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab'),
      state: text.default('Enabled'),
      manager: z.enum(['customer', 'aws']).default('customer'),
      spec: text.default('SYMMETRIC_DEFAULT'),
      usage: text.default('ENCRYPT_DECRYPT'),
      multiRegion: flag(false),
      deletionDate: text.exactOptional(),
    })
    .transform(({ arn, ...key }) => {
      const [, , , region = '', account = '', resource = ''] = arn.split(':');
      return { arn, region, account, keyId: resource.slice(resource.indexOf('/') + 1), ...key };
    }),
  'kms-key-policy': policyForm,
  'kms-key-grants': z.strictObject({
    grants: list(
      z.strictObject({
        grantId: text.default('grant-1'),
        granteePrincipal: text.exactOptional(),
        operations: list(text),
        contextEquals: z.record(text, text).exactOptional(),
        contextSubset: z.record(text, text).exactOptional(),
      }),
    ).default([]),
    isTruncated: flag(false),
  }),
  caller: z.strictObject({ account: text, arn: text }),
  changes: z.strictObject({
    events: list(
      z.strictObject({
        eventId: text,
        time: text,
        event: text,
        service: text,
        by: text.exactOptional(),
        errorCode: text.exactOptional(),
      }),
    ),
    isTruncated: flag(false),
  }),
  'batch-job': z.strictObject({
    jobId: text.default('job-1'),
    status: text.default('Complete'),
    roleArn: text.exactOptional(),
    operation: text.exactOptional(),
    tasks: z
      .strictObject({
        total: z.number().default(1),
        succeeded: z.number().default(0),
        failed: z.number().default(1),
      })
      .prefault({}),
    failureReasons: list(
      z.strictObject({ code: text.exactOptional(), reason: text.exactOptional() }),
    ).default([]),
  }),
};

function acl() {
  return z.strictObject({
    ownerId: text.default('source-owner'),
    grants: list(
      z.strictObject({
        granteeType: text.default('CanonicalUser'),
        grantee: text.default('source-owner'),
        permission: text.default('FULL_CONTROL'),
        isPublic: flag(false),
      }),
    ).prefault([{}]),
  });
}

function toRolePolicies({
  policies,
  isTruncated,
}: z.infer<typeof rolePolicies>): LookupValue<'role-inline-policies'> {
  return {
    isTruncated,
    policies: policies.map(({ name, arn, policy }) => ({
      name,
      ...(arn !== undefined && { arn }),
      policy:
        'denied' in policy
          ? unreadable('denied', 'access was denied (AccessDenied)', { needs: [policy.denied] })
          : known({ ...policy, name }),
    })),
  };
}
