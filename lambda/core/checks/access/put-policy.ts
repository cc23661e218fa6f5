import type { RemedyStep } from '../check';
import type { PolicyPlace } from '../policy-change';
import type { Document } from './edit-policy';

/** A longer document goes through a file: nobody reviews a command line of several screens. */
const INLINE_CHARACTERS = 2_000;

export interface PutPolicy {
  readonly place: PolicyPlace;
  readonly document: Document;
  /** What to change, as an imperative sentence. */
  readonly text: string;
  /** There is no such policy yet, as far as could be seen. */
  readonly isNew: boolean;
}

/**
 * Reads the policy that is there, so that there is a way back, then puts the whole changed document in its place. A new
 * role policy replaces nothing: its name was chosen among those that were read.
 */
export function putPolicy({ place, document, text, isNew }: PutPolicy): readonly RemedyStep[] {
  const json = JSON.stringify(document);
  const isAdded = isNew && place.kind === 'inline';
  const whole = isNew ? '' : ' The command puts the whole document back.';
  if (json.length <= INLINE_CHARACTERS) {
    return [
      ...(isAdded ? [] : [{ text: isNew ? GAP : READ[place.kind], command: toRead(place) }]),
      { text: `${text}${whole}`, command: toPut(place, json), policy: document },
    ];
  }
  const read = isNew ? GAP : `${READ[place.kind]} ${WORK_ON_COPY[place.kind]}`;
  return [
    { text: read, command: toRead(place) },
    {
      text: `${text} The document is too long for a command line: make the change in \`policy.json\`.${whole}`,
      command: toPut(place, 'file://policy.json'),
      policy: document,
    },
  ];
}

/** Only buckets may have no policy at all. */
const GAP =
  'In the account of the bucket, see that it still has no policy (NoSuchBucketPolicy): the next step would replace it.';

const VERSIONS =
  'is the default, as the way back. There can be five: delete one if there are, but not the default.';

const READ: Readonly<Record<PolicyPlace['kind'], string>> = {
  inline: 'Save the role policy as it is now, as the way back.',
  managed: `See which version of the policy ${VERSIONS}`,
  boundary: `See which version of the boundary ${VERSIONS}`,
  trust: 'Save the trust policy as it is now, as the way back.',
  bucket: 'In the account of the bucket, save its policy as it is now, as the way back.',
  key: 'In the account of the key, save its policy as it is now, as the way back.',
};

const COPY = 'Save a copy of it as `policy.json`.';

const WORK_ON_COPY: Readonly<Record<PolicyPlace['kind'], string>> = {
  inline: 'Save a copy of its `PolicyDocument` as `policy.json`.',
  managed: 'Save the document of the default version as `policy.json`.',
  boundary: 'Save the document of the default version as `policy.json`.',
  trust: COPY,
  bucket: COPY,
  key: COPY,
};

/** How the policy is looked at. */
export function toRead(place: PolicyPlace): readonly string[] {
  switch (place.kind) {
    case 'inline':
      return iam('get-role-policy', '--role-name', place.roleName, '--policy-name', place.name);
    case 'managed':
    case 'boundary':
      return iam('list-policy-versions', '--policy-arn', place.arn);
    case 'trust':
      return iam('get-role', '--role-name', place.roleName, '--query', 'Role.AssumeRolePolicyDocument');
    case 'bucket':
      return ['aws', 's3api', 'get-bucket-policy', '--bucket', place.bucket, ...POLICY_TEXT];
    case 'key':
      return ['aws', 'kms', 'get-key-policy', ...ofKey(place), ...POLICY_TEXT];
  }
}

function toPut(place: PolicyPlace, document: string): readonly string[] {
  switch (place.kind) {
    case 'inline': {
      const names = ['--role-name', place.roleName, '--policy-name', place.name];
      return iam('put-role-policy', ...names, '--policy-document', document);
    }
    case 'managed':
    case 'boundary': {
      const version = ['--policy-arn', place.arn, '--policy-document', document, '--set-as-default'];
      return iam('create-policy-version', ...version);
    }
    case 'trust':
      return iam('update-assume-role-policy', '--role-name', place.roleName, '--policy-document', document);
    case 'bucket':
      return ['aws', 's3api', 'put-bucket-policy', '--bucket', place.bucket, '--policy', document];
    case 'key':
      return ['aws', 'kms', 'put-key-policy', ...ofKey(place), '--policy', document];
  }
}

const POLICY_TEXT = ['--query', 'Policy', '--output', 'text'] as const;

function iam(...words: readonly string[]): readonly string[] {
  return ['aws', 'iam', ...words];
}

function ofKey({ arn, region }: { readonly arn: string; readonly region: string }): readonly string[] {
  return ['--key-id', arn, '--region', region, '--policy-name', 'default'];
}
