import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

export interface AwsClients {
  readonly s3: S3Client;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly secrets: SecretsManagerClient;
  readonly destroy: () => void;
}

/** Real SDK clients of the account's administrator. In the emulator a twelve-digit access key is the account. */
export function createAwsClients(place: { endpoint: string; account: string; region: string }): AwsClients {
  const config = {
    endpoint: place.endpoint,
    region: place.region,
    credentials: { accessKeyId: place.account, secretAccessKey: 'test' },
  };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sns = new SNSClient(config);
  // A queue URL names the proxy; this client goes where it is told instead.
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const secrets = new SecretsManagerClient(config);
  return {
    s3,
    sns,
    sqs,
    secrets,
    destroy: () => [s3, sns, sqs, secrets].forEach((client) => client.destroy()),
  };
}
