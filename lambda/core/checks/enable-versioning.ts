import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { RemedyStep } from './check';

export function enableVersioning(bucket: string): Required<Pick<RemedyStep, 'text' | 'command'>> {
  return {
    text: `Enable versioning of ${quote(bucket)}.`,
    command: awsCommand({
      operation: 's3api put-bucket-versioning',
      options: { bucket, 'versioning-configuration': 'Status=Enabled' },
    }),
  };
}
