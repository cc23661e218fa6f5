import { createMemoryIncidentStore } from '../../../lambda/adapters/incident-store/memory-incident-store';
import { alertSchema, type Alert, type IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import type { DeliveryResult, Notifier } from '../../../lambda/core/alerts/notifier';
import type { Way } from '../../../lambda/core/conversation/conversation-ports';
import {
  type BatchOutcome,
  type BatchPorts,
  respondToBatch,
} from '../../../lambda/core/conversation/respond-to-batch';
import { sweepIncidents, type SweepSummary } from '../../../lambda/core/conversation/sweep-incidents';
import type { Investigation } from '../../../lambda/core/diagnosis/investigate';
import type { Suspect } from '../../../lambda/core/diagnosis/investigate-wave';
import type { InboundMessage, ReplicationEvent } from '../../../lambda/core/events/replication-event';
import type { Incident, Thread } from '../../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import { NOTIFY_TIMERS } from '../../../lambda/core/incidents/timers';
import { makeBody } from '../../fixtures/make-event';
import { makeInvestigation, SLACK, SNS } from '../../fixtures/make-incident';
import { FatedProcess } from './fated-process';
import { makeObserver } from './recording-observer';

/** What a channel was given, and whether it took it. */
export interface Given {
  readonly at: string;
  readonly channel: string;
  readonly alert: Alert;
  readonly thread: Thread | undefined;
  readonly isTaken: boolean;
}

interface Queued {
  readonly body: string;
  receiveCount: number;
  firstReceivedAt?: string;
}

interface RespondOptions {
  readonly messages?: readonly InboundMessage[];
  readonly ports?: BatchPorts;
  /** SQS does not hear what is done, and hands all of it over again. */
  readonly isAnswerLost?: boolean;
}

const REFUSED: DeliveryResult = { ok: false, retryable: true, reason: 'HTTP 503' };

/**
 * A queue, a table, two channels and checks, in memory and on a clock that somebody sets. What runs in it are the
 * functions themselves; each runs as a process of its own, which may be cut.
 */
export class ConversationWorld {
  readonly store: IncidentStore = createMemoryIncidentStore();
  readonly given: Given[] = [];
  readonly observed: string[] = [];
  readonly kept: string[] = [];
  /** Every entry that was ever in an outbox, with the channels it was for. */
  readonly decided = new Map<string, { readonly incident: Incident; readonly channels: readonly string[] }>();
  /** How a channel answers where it does not just take it. */
  readonly answers = new Map<string, (alert: Alert) => DeliveryResult | Promise<DeliveryResult>>();
  look: (suspect: Suspect) => Investigation | undefined = () => makeInvestigation();
  private readonly queue = new Map<string, Queued>();
  private ids = 0;

  constructor(public now = '2026-01-01T10:01:00.000Z') {}

  advance(seconds: number): void {
    this.now = new Date(Date.parse(this.now) + seconds * 1_000).toISOString();
  }

  /** A channel is down from now on, or up again. */
  setDown(channel: string, isDown: boolean): void {
    if (isDown) this.answers.set(channel, () => REFUSED);
    else this.answers.delete(channel);
  }

  /** Puts failures on the queue, one message each. Comes back with the ids of the messages. */
  fail(count: number, event: Partial<ReplicationEvent> = {}): readonly string[] {
    return Array.from({ length: count }, () => this.send(makeBody({ eventTime: this.now, ...event })));
  }

  send(body: string): string {
    const messageId = `m-${(this.ids += 1)}`;
    this.queue.set(messageId, { body, receiveCount: 0 });
    return messageId;
  }

  /** What SQS hands over next: all that is not done, or these. */
  receive(ids: readonly string[] = [...this.queue.keys()]): readonly InboundMessage[] {
    return ids.flatMap((messageId) => {
      const queued = this.queue.get(messageId);
      if (queued === undefined) return [];
      queued.receiveCount += 1;
      queued.firstReceivedAt ??= this.now;
      const { body, receiveCount, firstReceivedAt } = queued;
      return [{ messageId, body, ...(receiveCount > 1 && { receiveCount, firstReceivedAt }) }];
    });
  }

  /** Runs the responder over what SQS hands over, and takes from the queue what is done. */
  async respond(process = new FatedProcess(), options: RespondOptions = {}): Promise<BatchOutcome | 'cut'> {
    const { messages = this.receive(), ports = this.ports(process), isAnswerLost = false } = options;
    const outcome = await process.live(respondToBatch(messages, ports));
    for (const happen of process.late) await happen().catch(() => undefined);
    if (outcome === 'cut' || isAnswerLost) return outcome;
    const failed = new Set(outcome.failedMessageIds);
    for (const { messageId = '' } of messages) if (!failed.has(messageId)) this.queue.delete(messageId);
    return outcome;
  }

  async sweep(process = new FatedProcess(), ports = this.ports(process)): Promise<SweepSummary | 'cut'> {
    const summary = await process.live(sweepIncidents(ports));
    for (const happen of process.late) await happen().catch(() => undefined);
    return summary;
  }

  /** As many rounds of the sweep as it makes in this time. */
  async sweepFor(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 5) {
      this.advance(300);
      await this.sweep();
    }
  }

  get pending(): number {
    return this.queue.size;
  }

  isPending(id: string): boolean {
    return this.queue.has(id);
  }

  /** Every incident, by source bucket and rule. */
  async incidents(): Promise<ReadonlyMap<string, Incident>> {
    const { found } = await this.store.list(1_000);
    return new Map(
      found.map((incident) => [`${incident.key.sourceBucket}/${incident.key.ruleId}`, incident]),
    );
  }

  /** The one incident there is. */
  async only(): Promise<Incident> {
    const [incident, ...others] = (await this.incidents()).values();
    if (incident === undefined || others.length > 0) throw new Error('not exactly one incident');
    return incident;
  }

  /** What a channel took, in words: `opened first-failure media-prod × 3`. */
  taken(channel: string): readonly string[] {
    return this.alertsOn(channel).map(
      ({ type, why, replication, incident }) =>
        `${type} ${why} ${replication.source.bucket} × ${incident.failures}`,
    );
  }

  alertsOn(channel: string): readonly IncidentAlert[] {
    return this.given.flatMap((one) =>
      one.channel === channel && one.isTaken && one.alert.type !== 'unreadable' ? [one.alert] : [],
    );
  }

  ports(process = new FatedProcess(), changes: Partial<BatchPorts> = {}): BatchPorts {
    const refuse = (): Promise<never> => Promise.reject(new Error('no answer'));
    return {
      store: this.outsideStore(process),
      ways: [SNS, SLACK].map((way): Way => ({ ...way, notifier: this.notifier(way.name, process) })),
      timers: NOTIFY_TIMERS,
      links: { runbookBaseUrl: 'https://runbooks.example.com/' },
      observer: makeObserver(this.observed),
      quarantine: {
        keep: (problem, messageId) =>
          process.call({
            what: 'quarantine.keep',
            run: () => Promise.resolve(void this.kept.push(`${problem.code} ${messageId}`)),
            refuse,
          }),
      },
      investigate: (suspects) =>
        process.call({ what: 'investigate', run: () => Promise.resolve(this.lookAt(suspects)), refuse }),
      now: () => new Date(this.now),
      newId: () => (this.ids += 1).toString(16).padStart(16, '0'),
      pause: () => Promise.resolve(),
      clock: { after: () => () => undefined },
      ...changes,
    };
  }

  private lookAt(suspects: readonly Suspect[]): ReadonlyMap<Suspect['group'], Investigation> {
    return new Map(
      suspects.flatMap((suspect) => {
        const seen = this.look(suspect);
        return seen === undefined ? [] : [[suspect.group, seen] as const];
      }),
    );
  }

  /** Whatever the store can do, so that what it learns to do is watched as well. */
  private outsideStore(process: FatedProcess): IncidentStore {
    return new Proxy(this.store, {
      get:
        (store, name: keyof IncidentStore) =>
        async (...values: readonly unknown[]) =>
          process.call({
            what: `store.${name}`,
            run: async () => {
              const answer = await (store[name] as (...given: readonly unknown[]) => Promise<unknown>)(
                ...values,
              );
              if (name === 'write' && answer === 'written') this.noteDecided(values[0] as Incident);
              return answer;
            },
            refuse: () => Promise.reject(new Error('the table did not answer')),
          }),
    });
  }

  private noteDecided(incident: Incident): void {
    for (const { alertId, channels } of incident.outbox) {
      if (!this.decided.has(alertId))
        this.decided.set(alertId, { incident, channels: Object.keys(channels) });
    }
  }

  private notifier(channel: string, process: FatedProcess): Notifier {
    return {
      channel,
      deliver: (alert, thread) =>
        process.call({
          what: `${channel}.deliver`,
          run: () => this.take(channel, alert, thread),
          refuse: () => Promise.resolve({ ok: false, retryable: true, reason: 'time-out' }),
        }),
    };
  }

  private async take(channel: string, alert: Alert, thread: Thread | undefined): Promise<DeliveryResult> {
    alertSchema.parse(alert);
    const answer = await (this.answers.get(channel)?.(alert) ?? {
      ok: true,
      ...(channel === 'slack' && { thread: { channel: 'C1', reference: alert.id } }),
    });
    this.given.push({ at: this.now, channel, alert, thread, isTaken: answer.ok });
    return answer;
  }
}
