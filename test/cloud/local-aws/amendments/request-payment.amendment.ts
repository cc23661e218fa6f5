import { type Amendment, parseBucketCall } from './amendment';

const NOBODY_ELSE =
  '<RequestPaymentConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Payer>BucketOwner</Payer></RequestPaymentConfiguration>';

/**
 * Who pays for requests to a bucket. The emulator keeps it and lists objects when it is asked for it.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketRequestPayment.html
 */
export function createRequestPayment(): Amendment {
  const kept = new Map<string, string>();
  return {
    after: (call, answer) => {
      const asked = parseBucketCall(call);
      if (asked?.subresource !== 'requestPayment' || answer.status !== 200) return undefined;
      if (asked.method === 'PUT') kept.set(asked.bucket, call.body);
      if (asked.method !== 'GET') return undefined;
      return { ...answer, contentType: 'application/xml', body: kept.get(asked.bucket) ?? NOBODY_ELSE };
    },
  };
}
