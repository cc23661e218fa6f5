import { ConfigError, type ConfigProblem } from '../../../lib/config/config-problem';
import { parseConfig } from '../../../lib/config/parse-config';

const ACCOUNT = '111111111111';
const TOPIC = `arn:aws:sns:eu-west-1:${ACCOUNT}:storage-alerts`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:slack-AbCdEf`;

/** A configuration without a fault, in which each case breaks one thing. */
const GOOD = { account: ACCOUNT, region: 'eu-west-1', sourceBuckets: [{ name: 'media-prod' }] };

function problemsOf(config: unknown): readonly ConfigProblem[] {
  try {
    parseConfig(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** An account that the responder may look into. */
const ROLE = { account: '222222222222', externalId: 's3-replication-7f3a' };
const role = (fields: object): object => ({ ...GOOD, accountRoles: [{ ...ROLE, ...fields }] });

const bucket = (fields: object): object => ({ ...GOOD, sourceBuckets: [{ name: 'media-prod', ...fields }] });

test('the smallest configuration gets its defaults', () => {
  expect(parseConfig({ sourceBuckets: [{ name: 'media-prod' }] })).toEqual({
    stackName: 'S3ReplicationResponder',
    sourceBuckets: [{ name: 'media-prod' }],
    alertTopics: [],
    emails: [],
    alarmTopicArns: [],
    encryptionKeyArns: [],
    groupWaitSeconds: 30,
    maxConcurrency: 2,
    logRetentionDays: 30,
    checks: 'config',
    accountRoles: [],
    xray: false,
    tags: {},
  });
});

const GOOD_CONFIGS: readonly [why: string, config: object][] = [
  [
    'every optional part is set',
    {
      ...GOOD,
      alertTopics: [{ arn: TOPIC, keyArn: KEY }],
      alarmTopicArns: [TOPIC],
      encryptionKeyArns: [KEY],
      slack: { mode: 'bot', channel: 'C0123456789', secretArn: SECRET, secretKeyArn: KEY },
      docsBaseUrl: 'https://wiki.example.com/docs',
      tags: { team: 'storage' },
      xray: true,
      groupWaitSeconds: 0,
      logRetentionDays: 365,
    },
  ],
  [
    'the Slack secret is an SSM parameter',
    {
      ...GOOD,
      slack: { mode: 'webhook', secretArn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/team/slack` },
    },
  ],
  ["another account's bucket is external", bucket({ account: '222222222222', notifications: 'external' })],
  [
    "another account's bucket comes through a topic",
    bucket({ account: '222222222222', existingTopicArn: `arn:aws:sns:eu-west-1:222222222222:events` }),
  ],
  [
    'the Region is in China',
    { ...GOOD, region: 'cn-north-1', alarmTopicArns: [`arn:aws-cn:sns:cn-north-1:${ACCOUNT}:alarms`] },
  ],
  [
    'the Region is in GovCloud',
    {
      ...GOOD,
      region: 'us-gov-west-1',
      alarmTopicArns: [`arn:aws-us-gov:sns:us-gov-west-1:${ACCOUNT}:alarms`],
    },
  ],
  [
    'a second Region has its own topic',
    {
      ...GOOD,
      sourceBuckets: [{ name: 'media-prod' }, { name: 'logs-prod', region: 'us-east-1' }],
      alertTopics: [{ arn: TOPIC }],
      emails: ['a@example.com'],
    },
  ],
  [
    'other accounts are looked into',
    {
      ...GOOD,
      checks: 'objects',
      sourceBuckets: [
        { name: 'media-prod', destinationBuckets: ['media-dr'] },
        { name: 'raw-prod', account: '222222222222', notifications: 'external' },
      ],
      accountRoles: [
        { ...ROLE, buckets: ['media-dr', 'raw-prod'] },
        { account: '333333333333', externalId: 'x1', roleArn: 'arn:aws:iam::333333333333:role/team/looking' },
      ],
    },
  ],
  [
    'other accounts are looked into, and the Region stands at each bucket',
    { account: ACCOUNT, sourceBuckets: [{ name: 'media-prod', region: 'us-east-1' }], accountRoles: [ROLE] },
  ],
  ['the name of a bucket has dots', { ...GOOD, sourceBuckets: [{ name: 'www.example.com' }] }],
];

test.each(GOOD_CONFIGS)('is accepted when %s', (_why, config) => {
  expect(problemsOf(config)).toEqual([]);
});

const BAD: readonly [why: string, config: unknown, path: string, expected: RegExp][] = [
  ['nothing is configured', {}, 'sourceBuckets', /got: +nothing[^]*list of at least one/],
  ['no bucket is listed', { sourceBuckets: [] }, 'sourceBuckets', /got: +\[\]/],
  ['it is a list', [], '', /got: +\[\]/],
  ['it is text', 'media-prod', '', /got: +"media-prod"/],
  ['buckets are plain names', { sourceBuckets: ['media-prod'] }, 'sourceBuckets[0]', /"media-prod"/],
  [
    'a key is misspelt',
    { ...GOOD, gruopWaitSeconds: 30 },
    'gruopWaitSeconds',
    /did you mean "groupWaitSeconds"\?/,
  ],
  [
    'a nested key is misspelt',
    bucket({ notification: 'external' }),
    'sourceBuckets[0].notification',
    /did you mean "notifications"\?/,
  ],
  ['letters of a key are swapped', { ...GOOD, emial: [] }, 'emial', /did you mean "emails"\?/],
  ['a key is cut short', { ...GOOD, groupWait: 30 }, 'groupWait', /did you mean "groupWaitSeconds"\?/],
  ['a key resembles nothing', { ...GOOD, webhook: true }, 'webhook', /allowed: stackName, account/],
  [
    'a bucket has no name',
    { sourceBuckets: [{ region: 'eu-west-1' }] },
    'sourceBuckets[0].name',
    /got: +nothing/,
  ],
  [
    'a bucket is listed twice',
    { ...GOOD, sourceBuckets: [{ name: 'a-bucket' }, { name: 'b-bucket' }, { name: 'a-bucket' }] },
    'sourceBuckets[2].name',
    /sourceBuckets\[0\] already/,
  ],
  [
    'a bucket is given as ARN',
    bucket({ name: 'arn:aws:s3:::media-prod' }),
    'sourceBuckets[0].name',
    /give the name alone/,
  ],
  ['a bucket name has upper case', bucket({ name: 'Media' }), 'sourceBuckets[0].name', /upper-case/],
  ['a bucket name has an underscore', bucket({ name: 'media_prod' }), 'sourceBuckets[0].name', /cannot have/],
  ['a bucket name is too short', bucket({ name: 'ab' }), 'sourceBuckets[0].name', /2 characters/],
  ['a bucket name is too long', bucket({ name: 'a'.repeat(64) }), 'sourceBuckets[0].name', /64 characters/],
  ['a bucket name ends in a hyphen', bucket({ name: 'media-' }), 'sourceBuckets[0].name', /begin and end/],
  [
    'a bucket name has two dots in a row',
    bucket({ name: 'media..prod' }),
    'sourceBuckets[0].name',
    /two dots/,
  ],
  ['a bucket name is an IP address', bucket({ name: '192.168.5.4' }), 'sourceBuckets[0].name', /IP address/],
  [
    'it is a directory bucket',
    bucket({ name: 'media--euw1-az1--x-s3' }),
    'sourceBuckets[0].name',
    /directory bucket/,
  ],
  [
    'it is an access point alias',
    bucket({ name: 'media-abc-s3alias' }),
    'sourceBuckets[0].name',
    /access point alias/,
  ],
  [
    'a bucket name forges a second line',
    bucket({ name: 'media\nprod' }),
    'sourceBuckets[0].name',
    /cannot have/,
  ],
  [
    'notifications has another value',
    bucket({ notifications: 'merge' }),
    'sourceBuckets[0].notifications',
    /"managed" \(when left out\) or "external"/,
  ],
  [
    'notifications and a topic are both given',
    bucket({ notifications: 'external', existingTopicArn: TOPIC }),
    'sourceBuckets[0].notifications',
    /beside existingTopicArn/,
  ],
  [
    "another account's bucket is managed",
    bucket({ account: '222222222222' }),
    'sourceBuckets[0].notifications',
    /another account/,
  ],
  ['the account has eleven digits', { ...GOOD, account: '12345678901' }, 'account', /twelve digits/],
  [
    'the account is a number',
    { ...GOOD, account: 111111111111 },
    'account',
    /got: +111111111111[^]*in quotes/,
  ],
  ['the Region is an availability zone', { ...GOOD, region: 'eu-west-1a' }, 'region', /Region code/],
  [
    'the topic of a bucket is in another Region',
    bucket({ existingTopicArn: `arn:aws:sns:us-east-1:${ACCOUNT}:events` }),
    'sourceBuckets[0].existingTopicArn',
    /eu-west-1, the Region of the bucket/,
  ],
  [
    'the topic of a bucket is FIFO',
    bucket({ existingTopicArn: `${TOPIC}.fifo` }),
    'sourceBuckets[0].existingTopicArn',
    /FIFO/,
  ],
  [
    'the alert topic is FIFO',
    { ...GOOD, alertTopics: [{ arn: `${TOPIC}.fifo` }] },
    'alertTopics[0].arn',
    /FIFO/,
  ],
  ['the alarm topic is FIFO', { ...GOOD, alarmTopicArns: [`${TOPIC}.fifo`] }, 'alarmTopicArns[0]', /FIFO/],
  [
    'the alert topic is a queue',
    { ...GOOD, alertTopics: [{ arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:q` }] },
    'alertTopics[0].arn',
    /ARN of a standard SNS topic/,
  ],
  [
    'the alert topic is in a Region without buckets',
    { ...GOOD, alertTopics: [{ arn: `arn:aws:sns:us-east-1:${ACCOUNT}:t` }] },
    'alertTopics[0].arn',
    /no stack would use it/,
  ],
  [
    'a Region has two alarm topics',
    { ...GOOD, alarmTopicArns: [TOPIC, `${TOPIC}-2`] },
    'alarmTopicArns[1]',
    /has one already/,
  ],
  [
    'an ARN has the partition of another Region',
    { ...GOOD, alarmTopicArns: [`arn:aws-cn:sns:eu-west-1:${ACCOUNT}:t`] },
    'alarmTopicArns[0]',
    /arn:aws:… for eu-west-1/,
  ],
  [
    'e-mails have no topic of ours',
    { ...GOOD, alertTopics: [{ arn: TOPIC }], emails: ['a@example.com'] },
    'emails',
    /existing topic/,
  ],
  ['an e-mail address is none', { ...GOOD, emails: ['storage-oncall'] }, 'emails[0]', /an e-mail address/],
  [
    'the key is an alias',
    { ...GOOD, encryptionKeyArns: [`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/x`] },
    'encryptionKeyArns[0]',
    /not an alias/,
  ],
  [
    'the secret ARN lacks its last characters',
    {
      ...GOOD,
      slack: { mode: 'webhook', secretArn: `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:hook` },
    },
    'slack.secretArn',
    /six last characters/,
  ],
  [
    'a bot has no channel',
    { ...GOOD, slack: { mode: 'bot', secretArn: SECRET } },
    'slack.channel',
    /must be told where/,
  ],
  [
    'a webhook has a channel',
    { ...GOOD, slack: { mode: 'webhook', channel: 'C0123456789', secretArn: SECRET } },
    'slack.channel',
    /belongs to one channel/,
  ],
  [
    'a channel is given by name',
    { ...GOOD, slack: { mode: 'bot', channel: '#alerts', secretArn: SECRET } },
    'slack.channel',
    /channel id/,
  ],
  ['the group wait is too long', { ...GOOD, groupWaitSeconds: 301 }, 'groupWaitSeconds', /0 to 300/],
  ['the group wait is a fraction', { ...GOOD, groupWaitSeconds: 0.5 }, 'groupWaitSeconds', /whole number/],
  ['the concurrency is one', { ...GOOD, maxConcurrency: 1 }, 'maxConcurrency', /2 to 1000/],
  [
    'CloudWatch has no such retention',
    { ...GOOD, logRetentionDays: 31 },
    'logRetentionDays',
    /one of 1, 3, 5/,
  ],
  [
    'the documents are on http',
    { ...GOOD, docsBaseUrl: 'http://wiki.example.com' },
    'docsBaseUrl',
    /https URL/,
  ],
  [
    'the stack name has a space',
    { ...GOOD, stackName: 'My stack' },
    'stackName',
    /letters, digits or hyphens/,
  ],
  ['a tag is reserved', { ...GOOD, tags: { 'aws:team': 'x' } }, 'tags.aws:team', /do not begin with `aws:`/],
  ['checks is no level', { ...GOOD, checks: 'on' }, 'checks', /"off", "config" or "objects"/],
  [
    'a destination bucket is given as ARN',
    bucket({ destinationBuckets: ['arn:aws:s3:::media-dr'] }),
    'sourceBuckets[0].destinationBuckets[0]',
    /give the name alone/,
  ],
  [
    'no destination bucket is listed',
    bucket({ destinationBuckets: [] }),
    'sourceBuckets[0].destinationBuckets',
    /at least one bucket name/,
  ],
  [
    'an external id is missing',
    role({ externalId: undefined }),
    'accountRoles[0].externalId',
    /got: +nothing/,
  ],
  ['an external id is too short', role({ externalId: 'x' }), 'accountRoles[0].externalId', /2 to 1224/],
  [
    'an external id is too long',
    role({ externalId: 'x'.repeat(1225) }),
    'accountRoles[0].externalId',
    /2 to 1224/,
  ],
  [
    'an external id has a space',
    role({ externalId: 'team 7' }),
    'accountRoles[0].externalId',
    /letters, digits/,
  ],
  [
    'the role is a user',
    role({ roleArn: 'arn:aws:iam::222222222222:user/looking' }),
    'accountRoles[0].roleArn',
    /ARN of a role in that account/,
  ],
  [
    'the role is one of a third account',
    role({ roleArn: 'arn:aws:iam::333333333333:role/looking' }),
    'accountRoles[0].roleArn',
    /a role in "222222222222"/,
  ],
  [
    'the account to look into is our own',
    role({ account: ACCOUNT }),
    'accountRoles[0].account',
    /looks with its own role/,
  ],
  [
    'an account to look into comes twice',
    { ...GOOD, accountRoles: [ROLE, { ...ROLE, externalId: 'other' }] },
    'accountRoles[1].account',
    /accountRoles\[0\] already/,
  ],
  [
    'a bucket belongs to two accounts',
    {
      ...GOOD,
      accountRoles: [
        { ...ROLE, buckets: ['media-dr'] },
        { account: '333333333333', externalId: 'x1', buckets: ['logs-dr', 'media-dr'] },
      ],
    },
    'accountRoles[1].buckets[1]',
    /accountRoles\[0\] says that it belongs to "222222222222"/,
  ],
  [
    'a source bucket of ours is said to be of another account',
    role({ buckets: ['media-prod'] }),
    'accountRoles[0].buckets[0]',
    /sourceBuckets\[0\] says that it belongs to "111111111111"/,
  ],
  [
    'accounts are to be looked into, and nothing is to be looked at',
    { ...role({}), checks: 'off' },
    'accountRoles',
    /nothing while checks is "off"/,
  ],
  [
    'accounts are to be looked into, and our own is not named',
    { region: 'eu-west-1', sourceBuckets: GOOD.sourceBuckets, accountRoles: [ROLE] },
    'account',
    /trust the function's role by its ARN/,
  ],
  [
    'accounts are to be looked into, and the Region of a bucket is not named',
    { account: ACCOUNT, sourceBuckets: [{ name: 'media-prod' }], accountRoles: [ROLE] },
    'region',
    /trust the function's role by its ARN/,
  ],
  [
    'a Region has too many buckets',
    { ...GOOD, sourceBuckets: Array.from({ length: 76 }, (_, n) => ({ name: `bucket-${n}` })) },
    'sourceBuckets',
    /at most 75/,
  ],
  [
    'the buckets belong to too many accounts',
    {
      ...GOOD,
      sourceBuckets: [1, 2, 3, 4, 5].map((n) => ({
        name: `bucket-${n}`,
        account: String(n).repeat(12),
        notifications: 'external',
      })),
    },
    'sourceBuckets',
    /at most 4 accounts/,
  ],
];

test.each(BAD)('is refused when %s', (...[, config, path, expected]) => {
  const problems = problemsOf(config).filter((problem) => problem.path === path);
  expect(problems).toHaveLength(1);
  expect(new ConfigError(problems).message).toMatch(expected);
});

test('everything that is wrong is told at once, shapes and contradictions alike', () => {
  const paths = problemsOf({
    sourceBukets: [],
    region: 'Ireland',
    sourceBuckets: [{ name: 'media-prod' }, { name: 'media-prod' }, { name: 'X' }],
    slack: { mode: 'bot', secretArn: 'slack' },
    maxConcurrency: '2',
  }).map(({ path }) => path);
  expect(paths.sort()).toEqual([
    'maxConcurrency',
    'region',
    'slack.channel',
    'slack.secretArn',
    'sourceBuckets[1].name',
    'sourceBuckets[2].name',
    'sourceBukets',
  ]);
});

test('a message says path, what was got, what is allowed, and an example', () => {
  expect(new ConfigError(problemsOf({ ...GOOD, groupWaitSeconds: 900 })).message).toBe(
    [
      'The configuration "s3ReplicationResponder" has 1 problem:',
      '  groupWaitSeconds',
      '    got:     900',
      '    allowed: a whole number from 0 to 300',
      '    example: 30',
    ].join('\n'),
  );
});

test.each([
  // Built from parts: a whole one would trip secret scanners.
  ['a webhook URL', ['https://hooks', 'slack.com/services/T000/B000/abc123'].join('.')],
  ['a bot token', ['xox' + 'b', '1234', 'abc123'].join('-')],
])('%s that was pasted where its ARN belongs is not repeated', (_what, secret) => {
  const { message } = new ConfigError(problemsOf({ ...GOOD, slack: { mode: 'webhook', secretArn: secret } }));
  expect(message).toContain('slack.secretArn');
  expect(message).not.toContain('abc123');
});

test('keys that every object inherits are unknown keys, too', () => {
  const [problem] = problemsOf(JSON.parse('{"sourceBuckets":[{"name":"media-prod"}],"constructor":{}}'));
  expect(problem).toMatchObject({ path: 'constructor', got: 'a key that does not exist' });
});
