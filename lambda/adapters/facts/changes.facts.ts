import type * as CloudTrail from '@aws-sdk/client-cloudtrail';
import type { ChangeEvent, RecentChanges } from '../../core/facts/account-state';
import { type Fact, known, mapFact, provisional } from '../../core/facts/fact';
import type { FactSource, ReadAllowance } from '../../core/facts/fact-source';
import type { ChangesTarget } from '../../core/facts/fact-target';
import { neededActions } from '../../core/facts/lookup-catalog';
import { optional, required, toIso } from './answer-part';
import { type AwsService, createAwsService } from './aws-service';
import type { FactClients } from './fact-clients';
import { readAws } from './read-aws';

/** CloudTrail takes two lookups a second, and answers 50 events each. */
const MAX_PAGES = 2;

interface Page {
  readonly changes: readonly ChangeEvent[];
  readonly next?: string;
}

/** What CloudTrail has recorded of changes to one resource. A busy one has more reads than changes, and pages of them. */
export function createChangesFacts(clients: FactClients): Pick<FactSource, 'changes'> {
  const service = createAwsService(
    clients,
    () => import('@aws-sdk/client-cloudtrail'),
    (sdk, config) => new sdk.CloudTrailClient(config),
  );
  return {
    changes: async (target, allowance) =>
      clients.refuse('changes', target.account) ??
      readPages((token, step) => readPage(service, { target, allowance, token, step })),
  };
}

async function readPages(
  readPageAt: (token: string | undefined, step: number) => Promise<Fact<Page>>,
): Promise<Fact<RecentChanges>> {
  const first = await readPageAt(undefined, 1);
  if (first.state !== 'known') return first;
  let { changes, next } = first.value;
  for (let step = 2; next !== undefined && step <= MAX_PAGES; step += 1) {
    const page = await readPageAt(next, step);
    // What there is already is worth telling, with the gap.
    if (page.state !== 'known') return provisional({ events: changes, isTruncated: true });
    changes = [...changes, ...page.value.changes];
    next = page.value.next;
  }
  return mapFact(first, () => ({ events: changes, isTruncated: next !== undefined }));
}

interface PageRead {
  readonly target: ChangesTarget;
  readonly allowance: ReadAllowance;
  readonly token: string | undefined;
  readonly step: number;
}

function readPage(
  service: AwsService<CloudTrail.CloudTrailClient, typeof CloudTrail>,
  { target, token, ...read }: PageRead,
): Promise<Fact<Page>> {
  const input = {
    LookupAttributes: [{ AttributeKey: 'ResourceName' as const, AttributeValue: target.resourceName }],
    StartTime: new Date(target.since),
    EndTime: new Date(target.until),
    MaxResults: 50,
    NextToken: token,
  };
  return readAws({
    ...read,
    needs: neededActions('changes'),
    send: service(target, (client, options, cloudtrail) =>
      client.send(new cloudtrail.LookupEventsCommand(input), options),
    ),
    toFact: ({ Events, NextToken }: CloudTrail.LookupEventsCommandOutput) =>
      known({
        changes: required(Events, 'Events')
          .filter(({ ReadOnly }) => ReadOnly !== 'true')
          .map(toChange),
        ...optional('next', NextToken),
      }),
  });
}

function toChange(event: CloudTrail.Event): ChangeEvent {
  const { by, errorCode } = readRecord(event.CloudTrailEvent);
  return {
    eventId: required(event.EventId, 'EventId'),
    time: required(toIso(event.EventTime), 'EventTime'),
    event: required(event.EventName, 'EventName'),
    service: event.EventSource ?? 'unknown',
    ...optional('by', by ?? event.Username),
    ...optional('errorCode', errorCode),
  };
}

interface CloudTrailRecord {
  readonly userIdentity?: {
    readonly arn?: unknown;
    readonly invokedBy?: unknown;
    readonly sessionContext?: { readonly sessionIssuer?: { readonly arn?: unknown } };
  };
  readonly errorCode?: unknown;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function readRecord(text: string | undefined): { readonly by?: string; readonly errorCode?: string } {
  const record = parseRecord(text);
  const identity = record?.userIdentity;
  const by = [identity?.arn, identity?.sessionContext?.sessionIssuer?.arn, identity?.invokedBy].find(isText);
  return { ...optional('by', by), ...(isText(record?.errorCode) && { errorCode: record.errorCode }) };
}

/** The record inside an event is a text of its own; without it the event is still worth telling. */
function parseRecord(text: string | undefined): CloudTrailRecord | undefined {
  try {
    return (JSON.parse(text ?? 'null') as CloudTrailRecord | null) ?? undefined;
  } catch {
    return undefined;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
