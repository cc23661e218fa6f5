import { step } from '../../../lambda/core/catalog/fix-step';
import {
  onDestinationKey,
  onDestinationObjects,
  toRolePolicy,
} from '../../../lambda/core/catalog/permissions';

describe('a fix step', () => {
  it('is split into one argument a word, with arguments that hold spaces kept whole', () => {
    expect(step('Read {key}.', 'aws s3api head-object --key {key} --query', 'a b')).toEqual({
      text: 'Read {key}.',
      command: ['aws', 's3api', 'head-object', '--key', '{key}', '--query', 'a b'],
    });
  });

  it('carries no command when it has none', () => {
    expect(step('Ask the owner.')).toEqual({ text: 'Ask the owner.' });
  });

  it('does not compile with an unknown placeholder, whichever brace it hides behind', () => {
    // Checked by tsc: an unused `@ts-expect-error` is an error of its own.
    // @ts-expect-error -- sourceBuckt
    step('Look at {sourceBuckt}.');
    // @ts-expect-error -- ruleName
    step('Look.', 'aws s3api head-object --bucket {sourceBucket} --key {ruleName}');
    // @ts-expect-error -- bucket, inside JSON
    step('Look.', 'aws x {"Resource":"arn:{partition}:s3:::{bucket}/*"}');
    expect(
      step('Look.', 'aws x Rules=[{ObjectOwnership=X}] {"Resource":"{sourceBucket}"}').command,
    ).toHaveLength(4);
  });
});

describe('a role policy made of permissions', () => {
  it('has one statement for each resource, with exactly the actions named', () => {
    const permissions = [
      onDestinationObjects('s3:ReplicateObject'),
      onDestinationKey('kms:Encrypt', 'a key is used'),
      onDestinationObjects('s3:ReplicateTags'),
    ];
    expect(JSON.parse(toRolePolicy(permissions))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:ReplicateObject', 's3:ReplicateTags'],
          Resource: 'arn:{partition}:s3:::{destinationBucket}/*',
        },
        { Effect: 'Allow', Action: ['kms:Encrypt'], Resource: '{destinationKeyArn}' },
      ],
    });
  });
});
