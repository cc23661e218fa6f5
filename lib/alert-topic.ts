import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { allowService, createTopicKey } from './encryption';

export interface AlertTopicProps {
  readonly encryptionKey?: IKey;
  readonly emails?: readonly string[];
}

/** The topic through which alerts, and our own alarms, reach people. Encrypted, TLS only. */
export class AlertTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    const key = props.encryptionKey ?? createTopicKey(this, 'Key');
    this.topic = new Topic(this, 'Topic', {
      displayName: 'S3 Replication Responder',
      masterKey: key,
      enforceSSL: true,
    });
    this.letAlarmsIn(key);
    for (const email of props.emails ?? []) this.topic.addSubscription(new EmailSubscription(email));
  }

  /**
   * A topic with a policy of its own (TLS only) loses the default one, which let the account's alarms in. Both the
   * topic and its key must admit CloudWatch, and only for alarms of this account and Region.
   * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
   */
  private letAlarmsIn(key: IKey): void {
    const stack = Stack.of(this);
    const conditions = {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: {
        'aws:SourceArn': stack.formatArn({ service: 'cloudwatch', resource: 'alarm:*' }),
      },
    };
    const sid = 'AlarmsOfThisAccount';
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions,
      }),
    );
    allowService(key, { service: 'cloudwatch.amazonaws.com', sid, conditions });
  }
}
