import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Deployment, World } from './world';

export type StackResources = Pick<
  Deployment,
  'queueUrl' | 'queueArn' | 'deadLetterQueueUrl' | 'topicArn' | 'outputs'
>;

/** What the responder's stack consists of, as CloudFormation tells it; the queue is the one with a redrive policy. */
export async function findResources(world: World, stackName: string): Promise<StackResources> {
  const resources = await world.cloudFormation.listResources(stackName);
  const ofType = (type: string): readonly string[] =>
    resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
  const queues = await Promise.all(ofType('AWS::SQS::Queue').map((url) => readQueue(world, url)));
  const queue = queues.find(({ hasRedrivePolicy }) => hasRedrivePolicy);
  const deadLetterQueue = queues.find(({ hasRedrivePolicy }) => !hasRedrivePolicy);
  const [topicArn] = ofType('AWS::SNS::Topic');
  if (queue === undefined || deadLetterQueue === undefined || topicArn === undefined) {
    throw new Error(`the stack lacks a queue or a topic: ${JSON.stringify(resources)}`);
  }
  return {
    queueUrl: queue.url,
    queueArn: queue.arn,
    deadLetterQueueUrl: deadLetterQueue.url,
    topicArn,
    outputs: await world.cloudFormation.listOutputs(stackName),
  };
}

async function readQueue(
  world: World,
  url: string,
): Promise<{ url: string; arn: string; hasRedrivePolicy: boolean }> {
  const { Attributes = {} } = await world.clients.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  return { url, arn: Attributes['QueueArn'] ?? '', hasRedrivePolicy: 'RedrivePolicy' in Attributes };
}
