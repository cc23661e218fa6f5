import { fillFixStep, fillTemplate } from '../../../lambda/core/alerts/fill-fix';

test('placeholders are filled and unknown ones stay recognisable', () => {
  expect(fillTemplate('Look at {destinationBucket} as {roleName}', { destinationBucket: 'media-dr' })).toBe(
    'Look at media-dr as <roleName>',
  );
});

test('a value is not filled a second time', () => {
  expect(fillTemplate('{key}', { key: '{roleName}', roleName: 'r' })).toBe('{roleName}');
});

test('a replacement pattern in a value is plain text', () => {
  expect(fillTemplate('{key}', { key: '$& $1 $$' })).toBe('$& $1 $$');
});

test('each argument of a command is quoted after it is filled', () => {
  const step = {
    text: 'Restore',
    command: ['aws', 's3api', 'head-object', '--bucket', '{sourceBucket}', '--key', '{key}'],
  };
  expect(fillFixStep(step, { sourceBucket: 'media-prod', key: '$(rm -rf /) a' })).toEqual({
    text: 'Restore',
    command: `aws s3api head-object --bucket media-prod --key '$(rm -rf /) a'`,
  });
});

test('a key that looks like an option stays the value of its option', () => {
  const step = { text: 't', command: ['aws', 's3api', 'head-object', '--key', '{key}'] };
  expect(fillFixStep(step, { key: '--endpoint-url=http://evil' }).command).toBe(
    'aws s3api head-object --key=--endpoint-url=http://evil',
  );
});

test('a step is filled anew for every incident', () => {
  const step = { text: 'Look at {sourceBucket}', command: ['aws', '--bucket', '{sourceBucket}'] };
  expect(fillFixStep(step, { sourceBucket: 'a' })).toEqual({ text: 'Look at a', command: 'aws --bucket a' });
  expect(fillFixStep(step, {})).toEqual({
    text: 'Look at <sourceBucket>',
    command: `aws --bucket '<sourceBucket>'`,
  });
});
