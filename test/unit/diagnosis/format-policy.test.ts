import fc from 'fast-check';
import { formatPolicy } from '../../../lambda/core/diagnosis/format-policy';

test('a policy is written as a person would: short lists and conditions on one line', () => {
  const document = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Replicas',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:role/media-replication' },
        Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
        Resource: 'arn:aws:s3:::media-dr/*',
        Condition: {
          Bool: { 'aws:SecureTransport': 'true' },
          ArnLike: { 'aws:SourceArn': ['a', 'b'] },
          Null: {},
        },
      },
    ],
  };
  expect(formatPolicy(document).join('\n')).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Replicas",
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111111111111:role/media-replication" },
      "Action": ["s3:ReplicateObject", "s3:ReplicateDelete"],
      "Resource": "arn:aws:s3:::media-dr/*",
      "Condition": {
        "Bool": { "aws:SecureTransport": "true" },
        "ArnLike": { "aws:SourceArn": ["a", "b"] },
        "Null": {}
      }
    }
  ]
}`);
});

test('a list that is too long for a line has a line for each item', () => {
  const Action = Array.from({ length: 9 }, (_, at) => `s3:ActionNumber${at}`);
  expect(formatPolicy({ Statement: [{ Action }] }).slice(3, 6)).toEqual([
    '      "Action": [',
    '        "s3:ActionNumber0",',
    '        "s3:ActionNumber1",',
  ]);
});

test('whatever a document holds, the lines are that document', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      expect(JSON.parse(formatPolicy(document).join('\n'))).toEqual(JSON.parse(JSON.stringify(document)));
    }),
  );
});
