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
