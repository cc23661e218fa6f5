import { randomUUID } from 'node:crypto';
import { type Amendment, type Answer, type ProxiedCall, parseBucketCall } from './amendment';

export interface ChangeHistory extends Amendment {
  /** Makes everything that was changed so far two days old, which is older than what a diagnosis looks at. */
  becomeOld(): void;
}

interface Change {
  readonly account: string;
  readonly region: string;
  readonly resource: string;
  readonly event: string;
  readonly source: string;
  /** Seconds. */
  time: number;
}

const TWO_DAYS_SECONDS = 2 * 86_400;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
const REGION_OF_IAM = 'us-east-1';

/**
 * CloudTrail's event history of changes to buckets, roles and keys. The emulator's own names the events of S3 wrongly
 * and those of IAM and KMS not at all. Unlike AWS, it tells of a change at once.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export function createChangeHistory(accountOf: (accessKeyId: string) => string): ChangeHistory {
  const changes: Change[] = [];
  const lookUp = (call: ProxiedCall): Answer => {
    const account = accountOf(call.accessKeyId);
    const found = changes.filter((one) => one.account === account && one.region === call.region);
    return toAnswer(found.filter(isAskedFor(call)).reverse());
  };
  return {
    becomeOld: () => {
      for (const change of changes) change.time -= TWO_DAYS_SECONDS;
    },
    after: (call, { status }) => {
      if (status >= 300) return undefined;
      if (call.service === 'cloudtrail' && call.action === 'LookupEvents') return lookUp(call);
      const change = toChange(call);
      if (change === undefined) return undefined;
      const { region, accessKeyId, service } = call;
      changes.push({
        ...change,
        region: service === 'iam' ? REGION_OF_IAM : region,
        account: accountOf(accessKeyId),
        source: `${service}.amazonaws.com`,
        time: Date.now() / 1_000,
      });
      return undefined;
    },
  };
}

const SUBRESOURCES: Readonly<Record<string, string>> = {
  '': '',
  policy: 'Policy',
  versioning: 'Versioning',
  replication: 'Replication',
  encryption: 'Encryption',
  requestPayment: 'RequestPayment',
};

function toChange(call: ProxiedCall): Pick<Change, 'resource' | 'event'> | undefined {
  const { service, action, body } = call;
  const asked = parseBucketCall(call);
  const part = asked && SUBRESOURCES[asked.subresource];
  if (asked !== undefined && part !== undefined && /^(PUT|DELETE)$/.test(asked.method)) {
    const verb = asked.method === 'DELETE' ? 'Delete' : part === '' ? 'Create' : 'Put';
    return { resource: asked.bucket, event: `${verb}Bucket${part}` };
  }
  if (/^(Get|List|Describe|Simulate)/.test(action)) return undefined;
  const role = service === 'iam' ? new URLSearchParams(body).get('RoleName') : null;
  if (role !== null) return { resource: role, event: action };
  if (service !== 'kms') return undefined;
  const { KeyId } = JSON.parse(body) as { readonly KeyId?: string };
  return KeyId === undefined ? undefined : { resource: KeyId, event: action };
}

interface Lookup {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  readonly StartTime?: number;
  readonly EndTime?: number;
}

function isAskedFor({ body }: ProxiedCall): (change: Change) => boolean {
  const { LookupAttributes = [], StartTime = 0, EndTime = Infinity } = JSON.parse(body) as Lookup;
  return ({ resource, time }) =>
    time >= StartTime &&
    time <= EndTime &&
    LookupAttributes.every(
      ({ AttributeKey, AttributeValue }) => AttributeKey === 'ResourceName' && AttributeValue === resource,
    );
}

function toAnswer(changes: readonly Change[]): Answer {
  const Events = changes.map(({ account, resource, event, source, time }) => ({
    EventId: randomUUID(),
    EventName: event,
    EventSource: source,
    EventTime: time,
    ReadOnly: 'false',
    Resources: [{ ResourceName: resource }],
    CloudTrailEvent: JSON.stringify({ userIdentity: { arn: `arn:aws:iam::${account}:root` } }),
  }));
  return { status: 200, contentType: 'application/x-amz-json-1.1', body: JSON.stringify({ Events }) };
}
