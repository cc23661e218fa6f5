import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import type { AwsClients } from './local-aws/aws-clients';
import type { SourceBuckets } from './source-buckets';
import { DESTINATION } from './worlds/accounts';
import { DEPLOYED_SOURCE_BUCKETS } from './worlds/deployed.worlds';

export const REGION = 'eu-central-1';
export const ACCOUNT = '111111111111';
/** The app adds the Region. */
export const STACK_NAME = `CloudTest-${REGION}`;

export const SLACK_CHANNEL = 'C0123456789';

/** What must never be seen outside the secret and the requests to Slack. The path of the webhook is the secret. */
export const SLACK_SECRETS = {
  webhookPath: '/services/T0000CLOUD/B0000TEST/webhook-secret-of-the-cloud-test',
  botToken: 'bot-token-secret-of-the-cloud-test',
} as const;

export interface ResponderConfigFiles {
  /** Slack by webhook: what is deployed first. */
  readonly webhook: string;
  /** The same with Slack by bot token: the update. */
  readonly bot: string;
}

/** Configuration files for the real app, as an operator would write them, and the secrets they name. */
export async function writeResponderConfigs(options: {
  readonly clients: AwsClients;
  readonly sources: SourceBuckets;
  readonly slackOrigin: string;
  readonly directory: string;
}): Promise<ResponderConfigFiles> {
  const { clients, sources, slackOrigin, directory } = options;
  const createSecret = async (Name: string, value: object): Promise<string> => {
    const secret = await clients.secrets.send(
      new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }),
    );
    return secret.ARN ?? '';
  };
  const webhookUrl = slackOrigin + SLACK_SECRETS.webhookPath;
  const webhookArn = await createSecret('slack-webhook', { webhookUrl });
  const botArn = await createSecret('slack-bot', { botToken: SLACK_SECRETS.botToken });
  const write = (name: string, slack: object): string => {
    const file = join(directory, `${name}.json`);
    const config = {
      stackName: 'CloudTest',
      account: ACCOUNT,
      region: REGION,
      sourceBuckets: [
        { name: sources.direct.bucket },
        { name: sources.throughTopic.bucket, existingTopicArn: sources.throughTopic.topicArn },
        { name: sources.external.bucket, notifications: 'external' },
        ...DEPLOYED_SOURCE_BUCKETS.map((name) => ({ name })),
      ],
      accountRoles: [{ account: DESTINATION.account, externalId: 'cloud-test-access' }],
      emails: ['storage-oncall@example.com'],
      slack,
    };
    writeFileSync(file, JSON.stringify(config, null, 2));
    return file;
  };
  return {
    webhook: write('webhook', { mode: 'webhook', secretArn: webhookArn }),
    bot: write('bot', { mode: 'bot', secretArn: botArn, channel: SLACK_CHANNEL }),
  };
}
