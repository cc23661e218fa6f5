import type { Construct } from 'constructs';
import { ResponderPropsError } from './errors';

/** All names and values together. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ENVIRONMENT_BYTES = 4_096;

/** For a value that CloudFormation fills in: longer than the ARNs, URLs and names that we leave to it. */
const UNKNOWN_VALUE = 'x'.repeat(160);

/** Throws `ResponderPropsError` when Lambda would refuse the environment. */
export function checkEnvironmentSize(scope: Construct, environment: Readonly<Record<string, string>>): void {
  const text = Object.entries(environment).flat().join('');
  const bytes = Buffer.byteLength(text.replaceAll(/\$\{Token\[[^\]]+\]\}/g, UNKNOWN_VALUE));
  if (bytes <= ENVIRONMENT_BYTES) return;
  throw new ResponderPropsError(scope.node.path, [
    `the environment of the function: got about ${bytes} bytes, allowed ${ENVIRONMENT_BYTES} (what Lambda takes); name ` +
      'fewer buckets under accountRoles, give shorter external ids, or use a second configuration with another stackName',
  ]);
}
