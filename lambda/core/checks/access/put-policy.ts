import { awsCommand } from '../aws-command';
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
      { text: `${text}${whole}`, command: toPut(place, { text: json }), policy: document },
    ];
  }
  const read = isNew ? GAP : `${READ[place.kind]} ${WORK_ON_COPY[place.kind]}`;
  return [
    { text: read, command: toRead(place) },
    {
      text: `${text} The document is too long for a command line: make the change in \`policy.json\`.${whole}`,
      command: toPut(place, { file: 'policy.json' }),
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
      return awsCommand({
        operation: 'iam get-role-policy',
        options: { 'role-name': place.roleName, 'policy-name': place.name },
      });
    case 'managed':
    case 'boundary':
      return awsCommand({ operation: 'iam list-policy-versions', options: { 'policy-arn': place.arn } });
    case 'trust':
      return awsCommand({
        operation: 'iam get-role',
        options: { 'role-name': place.roleName, query: 'Role.AssumeRolePolicyDocument' },
      });
    case 'bucket':
      return awsCommand({
        operation: 's3api get-bucket-policy',
        options: { bucket: place.bucket, ...POLICY_TEXT },
      });
    case 'key':
      return awsCommand({ operation: 'kms get-key-policy', options: { ...ofKey(place), ...POLICY_TEXT } });
  }
}

/** `document`: the JSON text itself, or the file that holds it. */
function toPut(
  place: PolicyPlace,
  document: { readonly text: string } | { readonly file: string },
): readonly string[] {
  const put = (
    operation: string,
    names: Readonly<Record<string, string>>,
    option: string,
  ): readonly string[] =>
    'text' in document
      ? awsCommand({ operation, options: { ...names, [option]: document.text } })
      : awsCommand({ operation, options: names, files: { [option]: document.file } });
  switch (place.kind) {
    case 'inline': {
      const names = { 'role-name': place.roleName, 'policy-name': place.name };
      return put('iam put-role-policy', names, 'policy-document');
    }
    case 'managed':
    case 'boundary': {
      const names = { 'policy-arn': place.arn };
      return [...put('iam create-policy-version', names, 'policy-document'), '--set-as-default'];
    }
    case 'trust':
      return put('iam update-assume-role-policy', { 'role-name': place.roleName }, 'policy-document');
    case 'bucket':
      return put('s3api put-bucket-policy', { bucket: place.bucket }, 'policy');
    case 'key':
      return put('kms put-key-policy', ofKey(place), 'policy');
  }
}

const POLICY_TEXT = { query: 'Policy', output: 'text' } as const;

function ofKey({ arn, region }: { readonly arn: string; readonly region: string }) {
  return { 'key-id': arn, region, 'policy-name': 'default' } as const;
}
