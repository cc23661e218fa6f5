import { withoutLooking } from '../../../lambda/core/diagnosis/investigate';
import type { InvestigateWave } from '../../../lambda/core/diagnosis/investigate-wave';
import { respondToMessages } from '../../../lambda/core/respond/respond-to-messages';
import { makeBody } from '../../fixtures/make-event';
import { makeNotifier, makePorts } from './recording-ports';

/** Says of every group that its bucket policy is to blame. */
const blame: InvestigateWave = (suspects) =>
  Promise.resolve(
    new Map(
      suspects.map(({ group, reason }) => {
        const { diagnosis, ...rest } = withoutLooking(group, reason, 'not needed');
        return [
          group,
          {
            ...rest,
            diagnosis: {
              ...diagnosis,
              title: 'The bucket policy denies it',
              verdict: 'confirmed' as const,
              cause: { check: 'destination-write-permission', subject: 'arn:aws:s3:::media-dr' },
            },
            places: {
              source: { account: '111111111111' },
              destination: { region: 'eu-west-1', account: '222222222222' },
              roleArn: 'arn:aws:iam::111111111111:role/service-role/media-replication',
            },
          },
        ];
      }),
    ),
  );

const MESSAGES = [
  { messageId: 'a', body: makeBody({ failureReason: 'DstPutObjectNotPermitted' }) },
  { messageId: 'b', body: makeBody({ failureReason: 'SrcReplicationNotPending' }) },
];

test('what was found is in the alert: cause, places, links and the one line that people read first', async () => {
  const sns = makeNotifier('sns');
  const ports = makePorts({ notifiers: [sns], investigate: blame });
  await respondToMessages(MESSAGES, ports);
  expect(sns.received).toHaveLength(1);
  expect(sns.received[0]).toMatchObject({
    summary: expect.stringContaining('The bucket policy denies it'),
    diagnosis: { verdict: 'confirmed', cause: { subject: 'arn:aws:s3:::media-dr' } },
    replication: {
      source: { account: '111111111111' },
      destination: { region: 'eu-west-1', account: '222222222222' },
      roleArn: 'arn:aws:iam::111111111111:role/service-role/media-replication',
    },
    links: {
      role: 'https://console.aws.amazon.com/iam/home#/roles/details/media-replication',
      destination: expect.stringContaining('region=eu-west-1'),
    },
  });
  expect(ports.observed).toContain('looked: confirmed');
});

test('nobody looks for the cause of what needs nobody', async () => {
  const asked: string[] = [];
  const investigate: InvestigateWave = (suspects) => {
    asked.push(...suspects.map(({ reason }) => reason.row.reason));
    return Promise.resolve(new Map());
  };
  await respondToMessages(MESSAGES, makePorts({ investigate }));
  expect(asked).toEqual(['DstPutObjectNotPermitted']);
});

test('the most severe are looked at first: what is cut short is what matters least', async () => {
  const asked: string[] = [];
  const investigate: InvestigateWave = (suspects) => {
    asked.push(...suspects.map(({ reason }) => reason.row.reason));
    return Promise.resolve(new Map());
  };
  const reasons = ['SrcObjectNotEligible', 'AssumeRoleNotPermitted'];
  const messages = reasons.map((failureReason, at) => ({
    messageId: `${at}`,
    body: makeBody({ failureReason }),
  }));
  await respondToMessages(messages, makePorts({ investigate }));
  expect(asked).toEqual(['AssumeRoleNotPermitted', 'SrcObjectNotEligible']);
});

test.each([
  ['rejects', () => Promise.reject(new Error('no'))],
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['answers for nobody', () => Promise.resolve(new Map())],
] as const)('looking that %s costs no alert', async (name, investigate) => {
  const sns = makeNotifier('sns');
  const ports = makePorts({ notifiers: [sns], investigate });
  const outcome = await respondToMessages(MESSAGES, ports);
  expect(outcome.failedMessageIds).toEqual([]);
  expect(sns.received).toMatchObject([{ diagnosis: { verdict: 'likely' } }]);
  expect(ports.observed.some((line) => line.startsWith('looking failed'))).toBe(
    name !== 'answers for nobody',
  );
});
