import type { Alert } from '../../lambda/core/alerts/alert.schema';
import type { Notifier } from '../../lambda/core/alerts/notifier';
import { findReason } from '../../lambda/core/catalog/find-reason';
import { renderSlack } from '../../lambda/core/render/slack';
import type { BatchSummary, RespondObserver } from '../../lambda/core/respond/respond-observer';
import { type AlertView, type Counters, KEPT_ALERTS, type WaitingView } from '../page/page-messages';
import { EventStream } from './event-stream';
import { IncidentTable } from './incident-table';

type FeedCounters = { -readonly [name in keyof Counters]: number };

/**
 * What the page shows: the counters, the incident table and the alerts of this process, and the stream that tells
 * pages of every change. It is the responder's observer and one of its notifiers.
 */
export class PageFeed {
  readonly stream: EventStream;
  private readonly table = new IncidentTable();
  private readonly counters: FeedCounters = {
    messages: 0,
    failures: 0,
    alerts: 0,
    benign: 0,
    unreadable: 0,
    ignored: 0,
  };
  /** Batches read, counted once their alerts are out: what the counters say has been responded to. */
  private readonly answered: BatchSummary[] = [];
  /** Newest first. */
  private readonly alerts: AlertView[] = [];

  constructor(private readonly waiting: () => WaitingView) {
    this.stream = new EventStream({ snapshot: () => ({ ...this.state(), alerts: this.alerts }) });
  }

  /** Counters and incident table, as `GET /incidents` answers them. */
  state() {
    return { counters: { ...this.counters }, incidents: this.table.list(), waiting: this.waiting() };
  }

  /** Tells pages how much waits for its group. */
  tellWaiting(): void {
    this.stream.announce(this.waiting());
  }

  /** Counts the batch that was just answered, and tells pages what it has changed. */
  tellBatch(): void {
    for (const summary of this.answered.splice(0)) this.count(summary);
    this.stream.publish('batch', { counters: { ...this.counters }, incidents: this.table.takeTouched() });
    this.tellWaiting();
  }

  /** Accepts every alert: what a page missed it gets when it reconnects. */
  toNotifier(): Notifier {
    return {
      channel: 'page',
      deliver: (alert) => {
        this.show(alert);
        return Promise.resolve({ ok: true });
      },
    };
  }

  /** Counts what the pipeline sees. What it does with single alerts and messages is told elsewhere. */
  toObserver(): RespondObserver {
    return {
      batchRead: (summary) => void this.answered.push(summary),
      groupDecided: (group, _reason, decision) => {
        if (!decision.notify) this.counters.benign += group.failures;
        this.table.record(group, findReason(group.key.failureReason ?? undefined).row);
      },
      investigated: nothing,
      investigationFailed: nothing,
      unreadable: nothing,
      quarantineFailed: nothing,
      delivered: nothing,
      deliveryFailed: nothing,
    };
  }

  private count({ messages, failures, problems, ignored, timeControl }: BatchSummary): void {
    const timeControlEvents = [...timeControl.values()].reduce((sum, count) => sum + count, 0);
    this.counters.messages += messages;
    this.counters.failures += failures;
    this.counters.unreadable += problems;
    this.counters.ignored += ignored.testEvents + ignored.otherEvents + timeControlEvents;
  }

  private show(alert: Alert): void {
    const view: AlertView = { alert, slack: renderSlack(alert) };
    this.alerts.unshift(view);
    this.alerts.length = Math.min(this.alerts.length, KEPT_ALERTS);
    this.counters.alerts += 1;
    if (alert.type !== 'unreadable') this.table.alerted(alert);
    this.stream.publish('alert', view);
  }
}

function nothing(): void {
  // The page has no use for it.
}
