import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Annotations, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal, type Conditions } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * A key for a topic that CloudWatch alarms publish to. The free AWS managed key `alias/aws/sns` cannot do that: its
 * policy lets no service in, and nobody can change it.
 * https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns
 *
 * Nothing that outlives the stack is encrypted with it - SNS keeps messages only until they are delivered - so it
 * goes with the stack, after seven days in which that can be undone.
 */
export function createTopicKey(scope: Construct, id: string): Key {
  return new Key(scope, id, {
    description: `Alert topic of ${scope.node.path}`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
    pendingWindow: Duration.days(7),
  });
}

/**
 * Lets a service use the key on behalf of one resource. The policy of an imported key cannot be changed from here:
 * then the statement is printed for whoever owns the key.
 */
export function allowService(
  key: IKey,
  grant: { service: string; sid: string; conditions: Conditions },
): void {
  const statement = new PolicyStatement({
    sid: grant.sid,
    principals: [new ServicePrincipal(grant.service)],
    actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    resources: ['*'],
    conditions: grant.conditions,
  });
  if (key.addToResourcePolicy(statement, true).statementAdded) return;
  const text = JSON.stringify(Stack.of(key).resolve(statement.toStatementJson()), null, 2);
  Annotations.of(key).addWarningV2(
    `s3-replication-responder:keyPolicy:${grant.sid}`,
    `The policy of this imported key cannot be changed from here. Make sure that it holds:\n${text}`,
  );
}
