/**
 * How well a condition key of S3's own requests is known. `documented`: an AWS page says so; `inferred`: no page
 * does, and evidence that rests on it says so.
 */
export type KeyEvidence = 'documented' | 'inferred';

export interface ContextKey {
  readonly key: string;
  /** Empty: the request does not carry the key. */
  readonly values: readonly string[];
  readonly evidence: KeyEvidence;
  /** Why, as a sentence that stands in evidence. */
  readonly because: string;
}

const NO_ENDPOINT = "S3's own requests come through none of your VPC endpoints";
const NO_ADDRESS = "S3's own requests come from no address that a policy can name";

/**
 * What is known of a request that S3 makes as the replication role. A key that is not here is not known, and a
 * statement that hangs on it makes the answer unknown: `aws:PrincipalOrgID`, `aws:userid`, tags, the encryption
 * headers `s3:x-amz-server-side-encryption…`, `s3:object-lock-remaining-retention-days`, `s3:TlsVersion`.
 *
 * No AWS page lists the keys of S3's own requests, so most are inferred and told as such; for `aws:ViaAWSService`
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice
 * ("false if the service uses a service role … to make a call").
 */
export const REPLICATION_REQUEST_KEYS: readonly ContextKey[] = [
  ...['aws:SourceVpce', 'aws:SourceVpc', 'aws:SourceVpcArn', 'aws:VpcSourceIp'].map((key) => ({
    key,
    values: [],
    evidence: 'inferred' as const,
    because: NO_ENDPOINT,
  })),
  { key: 'aws:SourceIp', values: [], evidence: 'inferred', because: NO_ADDRESS },
  {
    key: 'aws:SecureTransport',
    values: ['true'],
    evidence: 'inferred',
    because: "S3's own requests always use TLS",
  },
  {
    key: 'aws:ViaAWSService',
    values: ['false'],
    evidence: 'documented',
    because: 'S3 replicates as a role, and for a service role `aws:ViaAWSService` is false',
  },
  {
    key: 'aws:MultiFactorAuthPresent',
    values: [],
    evidence: 'inferred',
    because: 'S3 assumes the role without MFA',
  },
  {
    key: 'aws:MultiFactorAuthAge',
    values: [],
    evidence: 'inferred',
    because: 'S3 assumes the role without MFA',
  },
];

export interface TrustRequest {
  /** Of the source bucket. */
  readonly account: string | undefined;
  readonly sourceArn: string | undefined;
}

/**
 * What is known of the request in which S3 assumes a role. AWS describes the two keys for calls that a service makes
 * on behalf of a resource, and no page says that replication sends them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function toTrustKeys({ account, sourceArn }: TrustRequest): readonly ContextKey[] {
  const because = 'S3 gives the source bucket and its account when it assumes the role';
  const found = [
    ['aws:SourceAccount', account],
    ['aws:SourceArn', sourceArn],
  ] as const;
  return [
    { key: 'sts:ExternalId', values: [], evidence: 'inferred', because: 'S3 sends no external id' },
    ...found.flatMap(([key, value]) =>
      value === undefined ? [] : [{ key, values: [value], evidence: 'inferred' as const, because }],
    ),
  ];
}

export interface KeyRequest {
  readonly partition: string;
  /** Of the bucket on whose behalf the key is used. */
  readonly region: string | undefined;
  /** ARN of the bucket when a Bucket Key is on, else of the object; `undefined` when it is not known which. */
  readonly contextArn: string | undefined;
}

const VIA_SERVICE_PARTITIONS: ReadonlySet<string> = new Set(['aws', 'aws-us-gov']);

/**
 * What is known of S3's requests to KMS.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export function toKeyKeys({ partition, region, contextArn }: KeyRequest): readonly ContextKey[] {
  const keys: ContextKey[] = [];
  const documented = (key: string, value: string, because: string): void => {
    keys.push({ key, values: [value], evidence: 'documented', because });
  };
  // What the key holds in the other partitions is not documented.
  if (region !== undefined && VIA_SERVICE_PARTITIONS.has(partition)) {
    documented('kms:ViaService', `s3.${region}.amazonaws.com`, 'KMS is asked through S3 in that Region');
  }
  if (contextArn !== undefined) {
    const because = 'with a Bucket Key the encryption context is the bucket, without one the object';
    documented('kms:EncryptionContext:aws:s3:arn', contextArn, because);
    documented('kms:EncryptionContextKeys', 'aws:s3:arn', because);
  }
  return keys;
}

/** In the form that the evaluator takes. */
export function toContext(keys: readonly ContextKey[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(keys.map(({ key, values }) => [key, values]));
}

/** What an explanation rests on without proof: one sentence for each reason, for the keys a statement names. */
export function describeInferred(named: readonly string[], keys: readonly ContextKey[]): readonly string[] {
  const wanted = new Set(named.map((key) => key.toLowerCase()));
  const inferred = keys.filter(
    ({ key, evidence }) => evidence === 'inferred' && wanted.has(key.toLowerCase()),
  );
  return [...new Set(inferred.map(({ because }) => `Inferred, AWS does not document it: ${because}.`))];
}
