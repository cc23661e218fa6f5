import type { Remedy } from '../check';
import type { Document } from './edit-policy';
import type { PolicyPlace } from './policy-in-play';

/** Longer documents are saved to a file first: nobody reviews a command line of several screens. */
const INLINE_CHARACTERS = 2_000;

export interface PolicyChange {
  readonly place: PolicyPlace;
  readonly document: Document;
  /** Imperative, without a full stop: "Put the exemption in force". */
  readonly text: string;
  /** There is no such policy yet, as far as could be seen. */
  readonly isNew?: boolean;
}

/** Reads the policy that is there, so that there is a way back, then puts the whole changed document in its place. */
export function putPolicy({ place, document, text, isNew = false }: PolicyChange): readonly Remedy[] {
  const json = JSON.stringify(document);
  const isInline = json.length <= INLINE_CHARACTERS;
  const save = isInline ? '' : ' Save the document below as policy.json first.';
  const whole = isNew ? '' : ' This puts the whole document back.';
  return [
    { text: isNew ? describeGap(place) : READ[place.kind], command: toRead(place) },
    {
      text: `${text}.${save}${whole}`,
      command: toPut(place, isInline ? json : 'file://policy.json'),
      policy: document,
    },
  ];
}

function describeGap(place: PolicyPlace): string {
  if (place.kind !== 'inline') {
    return 'In the account of the bucket, see that it still has no policy (NoSuchBucketPolicy): the next step would replace it.';
  }
  return `See that the role has no policy called \`${place.name}\` (NoSuchEntity): the next step would replace it.`;
}

const READ: Readonly<Record<PolicyPlace['kind'], string>> = {
  inline: 'Save the role policy as it is now, as the way back.',
  managed:
    'See which version of the policy is the default, as the way back. There can be five: delete one if there are.',
  boundary:
    'See which version of the boundary is the default, as the way back. There can be five: delete one if there are.',
  trust: 'Save the trust policy as it is now, as the way back.',
  bucket: 'In the account of the bucket, save its policy as it is now, as the way back.',
  key: 'In the account of the key, save its policy as it is now, as the way back.',
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
