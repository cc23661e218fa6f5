import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { CheckContext, RemedyStep } from './check';

/** Reads, then replaces the replication configuration: there is no way to change a part of it. */
export function editReplication({ subject }: CheckContext, change: string): readonly RemedyStep[] {
  const { sourceBucket: bucket } = subject;
  return [
    {
      text: `Save the replication configuration of ${quote(bucket)} as \`replication.json\`.`,
      command: awsCommand({
        operation: 's3api get-bucket-replication',
        options: { bucket, query: 'ReplicationConfiguration', output: 'json' },
      }),
    },
    {
      text: `${change} Then put the whole document back.`,
      command: awsCommand({
        operation: 's3api put-bucket-replication',
        options: { bucket },
        files: { 'replication-configuration': 'replication.json' },
      }),
    },
  ];
}
