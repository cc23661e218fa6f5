import type * as S3 from '@aws-sdk/client-s3';
import { absent, type Fact } from '../../core/facts/fact';
import type { ReadAllowance } from '../../core/facts/fact-source';
import type { LookupId } from '../../core/facts/lookup';
import { neededActions } from '../../core/facts/lookup-catalog';
import { type AwsCall, createAwsService } from './aws-service';
import type { ClientConfig, FactClients, Place } from './fact-clients';
import { type AwsRead, toMeaning, tryAws } from './read-aws';
import type { Refusal } from './refusal';
import { guardAnswers } from './s3-answer-guard';

export interface S3Read<Output, T> extends Pick<AwsRead<Output, T>, 'toFact' | 'refusals' | 'isHead'> {
  readonly lookup: LookupId;
  readonly allowance: ReadAllowance;
  readonly send: AwsCall<S3.S3Client, typeof S3, Output>;
  /** The answer that the bucket is elsewhere is what is asked for. */
  readonly anywhere?: boolean;
}

export type ReadS3 = <Output, T>(place: Place, read: S3Read<Output, T>) => Promise<Fact<T>>;

/** What every S3 operation may answer. */
const BUCKET_REFUSALS = { NoSuchBucket: () => absent('there is no such bucket') } as const;

/**
 * Reads from S3 where the bucket is. A bucket that turns out to be in another Region, which S3 then names, is asked once
 * more there.
 */
export function createReadS3(clients: FactClients): ReadS3 {
  const service = createAwsService(
    clients,
    () => import('@aws-sdk/client-s3'),
    (sdk, config) => guardAnswers(new sdk.S3Client(toS3Config(config))),
  );

  return async (place, { lookup, allowance, send, toFact, anywhere = false, ...read }) => {
    const refused = clients.refuse(lookup, place.account);
    if (refused !== undefined) return refused;
    const attempt = (region: string, step: number) =>
      tryAws({
        allowance,
        step,
        send: service({ ...place, region }, send),
        toFact,
      });
    let outcome = await attempt(place.region, 1);
    const elsewhere = 'fact' in outcome ? undefined : toOtherRegion(outcome.refusal, place.region);
    if (elsewhere !== undefined && !anywhere) outcome = await attempt(elsewhere, 2);
    if ('fact' in outcome) return outcome.fact;
    const refusals = { ...BUCKET_REFUSALS, ...read.refusals };
    return toMeaning(outcome.refusal, { ...read, allowance, needs: neededActions(lookup), refusals });
  };
}

/** A local AWS has no host names for buckets. Redirects are not followed by the client, but above, where they count. */
function toS3Config(config: ClientConfig) {
  return { ...config, ...(config.endpoint !== undefined && { forcePathStyle: true }) };
}

const MISPLACED: ReadonlySet<string> = new Set([
  'PermanentRedirect',
  'TemporaryRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
  'HTTP 301',
  'HTTP 307',
  'HTTP 400',
]);

/** A Region becomes part of a host name, so only something that looks like one is taken from an answer. */
const REGION = /^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/;

/** The Region in which S3 says the bucket is, if it is another one than was asked. */
function toOtherRegion({ code, region }: Refusal, asked: string): string | undefined {
  return MISPLACED.has(code) && region !== asked ? toRegion(region) : undefined;
}

/** `region` if it looks like one. */
export function toRegion(region: string | undefined): string | undefined {
  return region !== undefined && REGION.test(region) ? region : undefined;
}
