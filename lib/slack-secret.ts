import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { SecretParameter, SlackChannel } from './replication-failure-responder-props';

/** The ARN of a secret, wherever it is kept. */
export function toSecretArn(secret: ISecret | SecretParameter): string {
  return 'secretArn' in secret ? secret.secretArn : secret.parameterArn;
}

/**
 * Lets the grantee read this one secret and nothing about it: `GetSecretValue` or `GetParameter` on its ARN, and
 * `Decrypt` with its key, only through the service that keeps it.
 */
export function grantSlackSecret(grantee: IGrantable, { secret, secretKey }: SlackChannel): void {
  const isSecret = 'secretArn' in secret;
  const arn = toSecretArn(secret);
  const principal = grantee.grantPrincipal;
  principal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [isSecret ? 'secretsmanager:GetSecretValue' : 'ssm:GetParameter'],
      resources: [arn],
    }),
  );
  const key = secretKey ?? (isSecret ? secret.encryptionKey : undefined);
  if (key === undefined) return;
  const region = Arn.split(arn, ArnFormat.NO_RESOURCE_NAME).region ?? Stack.of(key).region;
  principal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [key.keyArn],
      // The domain behind the Region is another one in each partition.
      conditions: {
        StringLike: { 'kms:ViaService': `${isSecret ? 'secretsmanager' : 'ssm'}.${region}.amazonaws.com*` },
      },
    }),
  );
}
