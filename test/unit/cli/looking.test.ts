import { InvalidArgumentError } from 'commander';
import { toNotification } from '../../../cli/demo/failure-notification';
import {
  type LookingOptions,
  parseAccountRole,
  parseBucketAccount,
} from '../../../cli/looking/looking-options';
import { runCli } from '../../../cli/program';
import { withoutLooking } from '../../../lambda/core/diagnosis/investigate';
import { makeFakeIo } from './fake-io';

const FAILURE = {
  time: new Date('2026-01-01T09:59:00.000Z'),
  region: 'eu-west-1',
  sourceBucket: 'media-prod',
  destinationBucket: 'media-dr',
  ruleId: 'all-media',
  key: 'a.mp4',
  sizeBytes: 1_000,
  failureReason: 'DstPutObjectNotPermitted',
  serial: 1,
};

interface Printed {
  readonly diagnosis: { readonly notChecked: readonly { readonly because: string }[] };
}

/** Runs `respond` in a process that has an AWS, and tells with which options it was looked into. */
async function respond(failureReason: string, ...args: readonly string[]) {
  const asked: LookingOptions[] = [];
  const fake = makeFakeIo({ stdin: JSON.stringify(toNotification({ ...FAILURE, failureReason })) });
  const code = await runCli(['respond', '--event', '-', '--json', ...args], {
    ...fake.io,
    createInvestigator: (options, tell) => {
      asked.push(options);
      tell('note: looked');
      return (suspects) =>
        Promise.resolve(
          new Map(
            suspects.map(({ group, reason }) => [group, withoutLooking(group, reason, 'this is a test')]),
          ),
        );
    },
  });
  return { code, asked, stderr: fake.stderr(), alerts: JSON.parse(fake.stdout()) as readonly Printed[] };
}

describe('respond in a process that has an AWS', () => {
  it('looks at configuration unless told otherwise, and prints what came of it', async () => {
    const { code, asked, alerts, stderr } = await respond('DstPutObjectNotPermitted');
    expect(code).toBe(0);
    expect(asked).toMatchObject([{ checks: 'config' }]);
    expect(alerts[0]?.diagnosis.notChecked).toMatchObject([{ because: 'this is a test' }]);
    expect(stderr).toBe('note: looked\n');
  });

  it('looks at what needs nobody too: whoever asks about it wants to know', async () => {
    const { alerts } = await respond('SrcReplicationNotPending');
    expect(alerts[0]?.diagnosis.notChecked).toMatchObject([{ because: 'this is a test' }]);
  });

  it.each([
    [['--no-checks'], { checks: false }],
    [['--checks', 'objects'], { checks: 'objects' }],
    [
      [
        '--account-role',
        '222222222222=arn:aws:iam::222222222222:role/look,storage',
        '--bucket-account',
        'a-b=222222222222',
      ],
      {
        accountRole: {
          '222222222222': { roleArn: 'arn:aws:iam::222222222222:role/look', externalId: 'storage' },
        },
        bucketAccount: { 'a-b': '222222222222' },
      },
    ],
  ])('passes on %j', async (args, options) => {
    const { asked } = await respond('DstPutObjectNotPermitted', ...args);
    expect(asked).toMatchObject([options]);
  });

  it('refuses a level that does not exist, with those that do', async () => {
    const fake = makeFakeIo({ stdin: '{}' });
    expect(await runCli(['respond', '--event', '-', '--checks', 'all'], fake.io)).toBe(2);
    expect(fake.stderr()).toMatch(/Allowed choices are config, objects/);
  });
});

describe('options that may be repeated', () => {
  it('gather', () => {
    const one = parseAccountRole('222222222222=arn:aws:iam::222222222222:role/path/look,first', undefined);
    expect(
      Object.keys(parseAccountRole('333333333333=arn:aws-cn:iam::333333333333:role/look,second', one)),
    ).toEqual(['222222222222', '333333333333']);
    expect(parseBucketAccount('bb=222222222222', { aa: '111111111111' })).toEqual({
      aa: '111111111111',
      bb: '222222222222',
    });
  });

  it.each([
    '222222222222',
    '222222222222=look,a',
    '222222222222=arn:aws:iam::333333333333:role/look,storage',
    '2=arn:aws:iam::222222222222:role/look,a',
    '222222222222=arn:aws:iam::222222222222:role/look',
  ])('refuse %j as a role', (text) => {
    expect(() => parseAccountRole(text, {})).toThrow(InvalidArgumentError);
  });

  it.each(['media-dr', 'media-dr=2', '=222222222222', 'a b=222222222222'])(
    'refuse %j as the owner of a bucket',
    (text) => {
      expect(() => parseBucketAccount(text, {})).toThrow(InvalidArgumentError);
    },
  );
});
