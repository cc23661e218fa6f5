import {
  describeInferred,
  REPLICATION_REQUEST_KEYS,
  toContext,
  toKeyKeys,
  toTrustKeys,
} from '../../../../lambda/core/checks/access/replication-request-context';

describe("what is known of S3's own requests", () => {
  test('what is inferred is told as inferred', () => {
    const keys = [...REPLICATION_REQUEST_KEYS, ...toTrustKeys({ account: '1', sourceArn: 'arn' })];
    const inferred = keys.filter(({ evidence }) => evidence === 'inferred').map(({ key }) => key);
    expect(inferred.length).toBeGreaterThan(5);
    for (const sentence of describeInferred(inferred, keys)) {
      expect(sentence).toMatch(/^Inferred, AWS does not document it: \S.*\.$/);
    }
  });

  test.each([
    'aws:PrincipalOrgID',
    'aws:userid',
    's3:x-amz-server-side-encryption',
    's3:object-lock-remaining-retention-days',
  ])('%s is left out, since nobody knows it', (key) => {
    expect(Object.keys(toContext(REPLICATION_REQUEST_KEYS))).not.toContain(key);
  });

  test('a key that is known to be absent has no values', () => {
    expect(toContext(REPLICATION_REQUEST_KEYS)).toMatchObject({
      'aws:SourceVpce': [],
      'aws:SecureTransport': ['true'],
    });
  });
});

describe("what is known of S3's requests to KMS", () => {
  test('the service is named with the Region of the bucket', () => {
    const keys = toKeyKeys({ partition: 'aws-us-gov', region: 'us-gov-west-1', contextArn: 'arn:b' });
    expect(toContext(keys)).toEqual({
      'kms:ViaService': ['s3.us-gov-west-1.amazonaws.com'],
      'kms:EncryptionContext:aws:s3:arn': ['arn:b'],
      'kms:EncryptionContextKeys': ['aws:s3:arn'],
    });
  });

  test.each([
    ['the Region is not known', { partition: 'aws', region: undefined, contextArn: undefined }],
    [
      'the partition has names of its own',
      { partition: 'aws-cn', region: 'cn-north-1', contextArn: undefined },
    ],
  ])('nothing is said where %s', (_, request) => {
    expect(toKeyKeys(request)).toEqual([]);
  });
});

test('the trust request leaves out what nobody told', () => {
  expect(toContext(toTrustKeys({ account: '1', sourceArn: undefined }))).toEqual({
    'sts:ExternalId': [],
    'aws:SourceAccount': ['1'],
  });
});

describe('describeInferred', () => {
  test('gives each reason once, whatever the letter case of the keys', () => {
    const told = describeInferred(['AWS:sourcevpce', 'aws:SourceVpc'], REPLICATION_REQUEST_KEYS);
    expect(told).toEqual([expect.stringMatching(/^Inferred, AWS does not document it: .*VPC endpoint.*\.$/)]);
  });

  test('says nothing of what AWS documents', () => {
    expect(describeInferred(['aws:ViaAWSService'], REPLICATION_REQUEST_KEYS)).toEqual([]);
  });
});
