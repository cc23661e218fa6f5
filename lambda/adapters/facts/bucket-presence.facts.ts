import type { BucketPresence } from '../../core/facts/bucket-state';
import { absent, type Fact, known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type { BucketTarget } from '../../core/facts/fact-target';
import { optional, required } from './answer-part';
import { type ReadS3, toRegion } from './read-s3';
import { isFromS3, type Refusal } from './refusal';

/** Whether a bucket is there, and where: S3 tells the Region of any bucket to anybody. */
export function createBucketPresenceFacts(readS3: ReadS3): Pick<FactSource, 'bucket-presence'> {
  return {
    'bucket-presence': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-presence',
        allowance,
        isHead: true,
        anywhere: true,
        send: (client, options, s3) =>
          client.send(new s3.HeadBucketCommand({ Bucket: target.bucket }), options),
        toFact: ({ BucketRegion, $metadata }) => {
          // Nothing else tells an empty HTTP 200 of S3 from one of a proxy.
          required($metadata.requestId, 'x-amz-request-id');
          return known({ access: 'allowed', ...optional('region', toRegion(BucketRegion)) });
        },
        refusals: toPresenceRefusals(target),
      }),
  };
}

/** Every refusal but 404 proves that there is a bucket, and where: HEAD answers have no body to say more. */
function toPresenceRefusals({ region: asked }: BucketTarget) {
  const elsewhere = ({ region }: Refusal): Fact<BucketPresence> | undefined =>
    toRegion(region) === undefined || region === asked ? undefined : toPresence('redirected', region);
  return {
    NotFound: (refusal: Refusal) => (isFromS3(refusal) ? absent('there is no such bucket') : undefined),
    'HTTP 301': elsewhere,
    'HTTP 307': elsewhere,
    // A Region newer than 2019 does not redirect: it refuses the signature.
    'HTTP 400': elsewhere,
    'HTTP 403': ({ region }: Refusal) =>
      toRegion(region) === undefined ? undefined : toPresence('denied', region),
  };
}

function toPresence(access: BucketPresence['access'], region: string | undefined): Fact<BucketPresence> {
  return known({ access, ...optional('region', region) });
}
