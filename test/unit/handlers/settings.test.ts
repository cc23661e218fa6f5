import { readSettings, SettingsError } from '../../../lambda/handlers/settings';

const MINIMAL = {
  ALERT_TOPIC_ARN: 'arn:aws:sns:eu-central-1:111111111111:alerts',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/111111111111/dead',
};

test('topic and dead-letter queue are enough', () => {
  expect(readSettings(MINIMAL)).toEqual({
    alertTopicArn: MINIMAL.ALERT_TOPIC_ARN,
    deadLetterQueueUrl: MINIMAL.DEAD_LETTER_QUEUE_URL,
  });
});

test.each([
  [
    { SLACK_MODE: 'webhook', SLACK_SECRET_ARN: 'arn:s' },
    { mode: 'webhook', secretArn: 'arn:s' },
  ],
  [
    {
      SLACK_MODE: 'bot',
      SLACK_SECRET_ARN: 'arn:s',
      SLACK_CHANNEL: 'C1',
      SLACK_ALLOWED_ORIGIN: 'http://127.0.0.1:1',
    },
    { mode: 'bot', secretArn: 'arn:s', channel: 'C1', allowedOrigin: 'http://127.0.0.1:1' },
  ],
])('Slack settings are read: %j', (env, slack) => {
  expect(readSettings({ ...MINIMAL, ...env }).slack).toEqual(slack);
});

test('every problem is told at once, with the name of the variable', () => {
  const env = { SLACK_MODE: 'bot', SLACK_CHANNEL: ' ' };
  expect(() => readSettings(env)).toThrow(SettingsError);
  expect(() => readSettings(env)).toThrow(
    /ALERT_TOPIC_ARN: got nothing.*DEAD_LETTER_QUEUE_URL: got nothing.*SLACK_SECRET_ARN: got nothing.*SLACK_CHANNEL: got nothing/,
  );
});

test('an unknown Slack mode is refused with what is allowed', () => {
  expect(() => readSettings({ ...MINIMAL, SLACK_MODE: 'carrier-pigeon', SLACK_SECRET_ARN: 'arn:s' })).toThrow(
    /SLACK_MODE: got "carrier-pigeon", expected "webhook" or "bot"/,
  );
});

describe('looking', () => {
  const ON = { CHECKS: 'config', HOME_ACCOUNT: '111111111111', AWS_REGION: 'eu-central-1' };
  const ROLE = { roleArn: 'arn:aws:iam::222222222222:role/look', externalId: 'storage' };

  test('is off unless the stack says how far', () => {
    expect(readSettings(MINIMAL).looking).toBeUndefined();
    expect(readSettings({ ...MINIMAL, CHECKS: '' }).looking).toBeUndefined();
  });

  test('needs no other account', () => {
    expect(readSettings({ ...MINIMAL, ...ON }).looking).toEqual({
      level: 'config',
      homeAccount: '111111111111',
      region: 'eu-central-1',
      accountRoles: {},
      bucketAccounts: {},
    });
  });

  test('knows the roles of other accounts, and whose buckets are whose', () => {
    const env = {
      ...ON,
      CHECKS: 'objects',
      ACCOUNT_ROLES: JSON.stringify({ '222222222222': ROLE }),
      BUCKET_ACCOUNTS: JSON.stringify({ 'media-dr': '222222222222' }),
    };
    expect(readSettings({ ...MINIMAL, ...env }).looking).toMatchObject({
      level: 'objects',
      accountRoles: { '222222222222': ROLE },
      bucketAccounts: { 'media-dr': '222222222222' },
    });
  });

  test.each([
    [{ CHECKS: 'everything' }, /CHECKS: got "everything", expected "config", "objects" or nothing/],
    [{ HOME_ACCOUNT: ' ' }, /HOME_ACCOUNT: got nothing, expected an account number/],
    [{ ACCOUNT_ROLES: '{' }, /ACCOUNT_ROLES: got something that is not the JSON object/],
    [{ ACCOUNT_ROLES: '{"222222222222":{"roleArn":1}}' }, /ACCOUNT_ROLES: got something/],
    [{ BUCKET_ACCOUNTS: '["media-dr"]' }, /BUCKET_ACCOUNTS: got something/],
  ])('that was edited by hand is refused: %j', (env, problem) => {
    expect(() => readSettings({ ...MINIMAL, ...ON, ...env })).toThrow(problem);
  });
});
