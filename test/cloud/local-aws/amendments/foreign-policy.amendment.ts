import { type Amendment, parseBucketCall } from './amendment';

const NOT_ALLOWED =
  '<Error><Code>MethodNotAllowed</Code><Message>The specified method is not allowed against this resource.</Message></Error>';

/**
 * Only the account of a bucket is told its policy, whatever the policy allows. The emulator goes by the policy.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
 */
export function createForeignPolicy(accountOf: (accessKeyId: string) => string): Amendment {
  const owners = new Map<string, string>();
  return {
    after: (call, answer) => {
      const asked = parseBucketCall(call);
      if (asked === undefined || answer.status >= 300) return undefined;
      const { method, bucket, subresource } = asked;
      const caller = accountOf(call.accessKeyId);
      if (method === 'PUT' && subresource === '') owners.set(bucket, caller);
      if (method !== 'GET' || subresource !== 'policy' || owners.get(bucket) === caller) return undefined;
      return { status: 405, contentType: 'application/xml', body: NOT_ALLOWED };
    },
  };
}
