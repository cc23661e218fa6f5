import { toFixValues } from '../alerts/fix-values';
import type { ReasonMatch } from '../catalog/find-reason';
import type { CheckContext, CheckLevel } from '../checks/check';
import { findChecks } from '../checks/checks-of-reason';
import {
  readDestination,
  readDestinationAccount,
  readDestinationRegion,
} from '../checks/replication-subject';
import { collectFactsInOrder } from '../facts/collect-facts';
import { unreadable, valueOf } from '../facts/fact';
import type { FactSource } from '../facts/fact-source';
import type { ReadLimits, Timers } from '../facts/read-budget';
import type { FailureGroup } from '../incidents/group-failures';
import { diagnose, type Diagnosis } from './diagnose';
import { findChanges, toChangeFacts } from './find-changes';
import { toReadingOrder, toReorder } from './reading-order';
import { type KnownAccounts, toFactSubject } from './to-fact-subject';

/** What came of looking for the cause of one group of failures. */
export interface Investigation extends Diagnosis {
  readonly places: KnownPlaces;
  /** Requests to AWS. */
  readonly reads: number;
  /** Most of them that had to wait for one another. */
  readonly depth: number;
  readonly tookMs: number;
  /** Nobody looked: why. */
  readonly skipped?: string;
}

/** What was read, or is configured, of the names that events leave out. */
export interface KnownPlaces {
  readonly source?: { readonly account?: string };
  readonly destination?: { readonly bucket?: string; readonly region?: string; readonly account?: string };
  readonly roleArn?: string;
}

export interface InvestigatePorts {
  /** Remembers what it has read, best of all: `cacheFacts`. */
  readonly source: FactSource;
  readonly timers: Timers;
  readonly level: CheckLevel;
  readonly accounts?: KnownAccounts;
  readonly limits?: Partial<ReadLimits>;
}

/**
 * Looks for the cause of a group of failures: collects what the checks of its reason want to know, judges, and adds
 * what was changed just before. Ends within `limits.totalMs`; throws only at a source that answers with other shapes
 * than it promises.
 */
export async function investigate(
  group: FailureGroup,
  { row, match }: ReasonMatch,
  ports: InvestigatePorts,
): Promise<Investigation> {
  const { level } = ports;
  const values = toFixValues(group);
  const subject = toFactSubject(group, ports);
  if (subject === undefined)
    return withoutLooking(group, { row, match }, 'the events name a bucket or Region that cannot be real');
  const checks = findChecks(row.reason, level);
  const changes = toChangeFacts(checks);
  const toContext = (fact: CheckContext['fact']): CheckContext => ({
    subject,
    reason: row.reason,
    fact,
  });
  const facts = await collectFactsInOrder(toReadingOrder(checks, changes), subject, {
    ...ports,
    reorder: toReorder(checks, toContext),
  });
  const context = toContext((id) => facts.get(id));
  const { diagnosis, fix, ...rest } = diagnose({ row, match, context, checks, values });
  const found = findChanges(changes, facts, { cause: diagnosis.cause, firstFailure: group.firstSeen });
  return {
    ...rest,
    diagnosis: {
      ...diagnosis,
      changes: found.changes,
      notChecked: [...diagnosis.notChecked, ...found.notChecked],
    },
    fix,
    places: toPlaces(context),
    reads: facts.reads,
    depth: facts.depth,
    tookMs: facts.tookMs,
  };
}

/** What can be said when nothing was looked at: the catalog's word, and why there is no more. */
export function withoutLooking(
  group: FailureGroup,
  { row, match }: ReasonMatch,
  because: string,
): Investigation {
  const subject = { partition: group.partition, sourceBucket: '', sourceRegion: '' };
  const context: CheckContext = { subject, reason: row.reason, fact: () => NOTHING };
  const { diagnosis, ...rest } = diagnose({ row, match, context, checks: [], values: toFixValues(group) });
  const notChecked = [{ check: 'all-checks', because, needs: [] }];
  return {
    ...rest,
    diagnosis: { ...diagnosis, notChecked },
    places: {},
    reads: 0,
    depth: 0,
    tookMs: 0,
    skipped: because,
  };
}

const NOTHING = unreadable('dependency', 'nobody looked');

function toPlaces(context: CheckContext): KnownPlaces {
  const { sourceAccount } = context.subject;
  const roleArn = valueOf(context.fact('source-replication'))?.roleArn;
  const [bucket, region, account] = [
    valueOf(readDestination(context))?.bucket,
    valueOf(readDestinationRegion(context)),
    valueOf(readDestinationAccount(context)),
  ];
  const destination = {
    ...(bucket !== undefined && { bucket }),
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
  };
  return {
    ...(sourceAccount !== undefined && { source: { account: sourceAccount } }),
    ...(Object.keys(destination).length > 0 && { destination }),
    ...(roleArn !== undefined && { roleArn }),
  };
}
