import type { AlertType, NotifyReason, QuietReason } from './incident';
import { secondsBetween } from './instants';
import {
  hasProvenItself,
  isAcknowledged,
  isAnotherCause,
  isDespite,
  isLeadEnded,
  isNewlyConfirmed,
  isUntold,
  isWithoutTraffic,
  nextPowerOfTen,
  type Question,
} from './telling-question';

export type Answer =
  { readonly type: AlertType; readonly why: NotifyReason } | { readonly quiet: QuietReason };

export interface TellingRule {
  readonly id: string;
  readonly because: string;
  applies(question: Question): boolean;
  answer(question: Question): Answer;
}

function tell(type: AlertType, why: NotifyReason): TellingRule['answer'] {
  return () => ({ type, why });
}

/** A first word opens the conversation, whatever brought it about. */
function tellOr(first: AlertType, later: AlertType, why: NotifyReason): TellingRule['answer'] {
  return ({ said }) => ({ type: said === undefined ? first : later, why });
}

function stayQuiet(quiet: QuietReason): TellingRule['answer'] {
  return () => ({ quiet });
}

/**
 * Whether an audience is told, what, and why - or why not. The first rule that applies decides. Rules look at how things
 * stand and at what was said, never at what has just happened: whatever was missed, the next round says it.
 */
export const TELLING_RULES: readonly TellingRule[] = [
  {
    id: 'over-untold',
    because: 'nobody heard that it began',
    applies: ({ incident, said }) => incident.state === 'resolved' && said === undefined,
    answer: stayQuiet('never-told'),
  },
  {
    id: 'over-told',
    because: 'that it is over was said',
    applies: ({ incident, said }) => incident.state === 'resolved' && said?.isOver === true,
    answer: stayQuiet('nothing-new'),
  },
  {
    id: 'over',
    because: 'whoever heard that it began hears that it is over, silenced or not',
    applies: ({ incident }) => incident.state === 'resolved',
    answer: tell('resolved', 'resolved'),
  },
  {
    id: 'muted',
    because: 'it is silenced, or another incident speaks for it',
    applies: ({ mute }) => mute !== undefined,
    answer: ({ mute }) => ({ quiet: mute ?? 'silenced' }),
  },
  {
    id: 'settling',
    because: 'what spoke for it has ended, and it has not failed since: it may be over as well',
    applies: (question) => isUntold(question) && isLeadEnded(question) && !hasProvenItself(question),
    answer: stayQuiet('settling'),
  },
  {
    id: 'recovering-untold',
    because: 'nobody heard of it, and its cause is gone',
    applies: (question) => isUntold(question) && question.incident.state === 'recovering',
    answer: stayQuiet('settling'),
  },
  {
    id: 'silence-ended',
    because: 'the silence has ended, and it still fails',
    applies: ({ incident, ended }) => ended === 'silenced' && incident.state !== 'recovering',
    answer: tellOr('opened', 'reminder', 'silence-ended'),
  },
  {
    id: 'on-its-own',
    because: 'what spoke for it does not any more, and it still fails',
    applies: (question) => isLeadEnded(question) && hasProvenItself(question),
    answer: tellOr('opened', 'changed', 'on-its-own'),
  },
  {
    id: 'reopened',
    because: 'it was over a short while ago, and fails again',
    applies: ({ incident, said }) => said === undefined && incident.previous?.wasTold === true,
    answer: tell('reopened', 'reopened'),
  },
  {
    id: 'first-failure',
    because: 'nobody has heard of it',
    applies: ({ said }) => said === undefined,
    answer: tell('opened', 'first-failure'),
  },
  {
    id: 'within-group-interval',
    because: 'something was said a moment ago; what is new is said after the interval',
    applies: ({ said, now, timers }) =>
      said !== undefined && secondsBetween(said.at, now) < timers.groupIntervalSeconds,
    answer: stayQuiet('within-group-interval'),
  },
  {
    id: 'cause-gone',
    because: 'the cause that was told is gone, and no failure has come since',
    applies: ({ incident, said }) => incident.state === 'recovering' && said?.subject !== undefined,
    answer: tell('changed', 'cause-gone'),
  },
  {
    id: 'failing-despite',
    because: 'the cause that was told is gone, and it fails all the same',
    applies: isDespite,
    answer: tell('changed', 'changed-verdict'),
  },
  {
    id: 'newly-confirmed',
    because: 'a check has confirmed what was only likely',
    applies: isNewlyConfirmed,
    answer: tell('changed', 'changed-verdict'),
  },
  {
    id: 'another-cause',
    because: 'a check has confirmed another cause than the one that was told',
    applies: isAnotherCause,
    answer: tell('changed', 'changed-cause'),
  },
  {
    id: 'still-broken',
    because: 'no failures come any more, and the cause is still there: said once, then with each reminder',
    applies: (question) => isWithoutTraffic(question) && question.said?.isWithoutTraffic !== true,
    answer: tell('reminder', 'still-broken'),
  },
  {
    id: 'spread',
    because: 'the incidents that it speaks for have passed the next power of ten',
    applies: ({ said, related }) => related >= nextPowerOfTen(said?.related ?? 0),
    answer: tell('changed', 'spread'),
  },
  {
    id: 'acknowledged',
    because: 'somebody is at it',
    applies: isAcknowledged,
    answer: stayQuiet('acknowledged'),
  },
  {
    id: 'growth',
    because: 'the count has passed the next power of ten above what was told',
    applies: ({ incident, said }) => incident.failures >= nextPowerOfTen(said?.failures ?? 0),
    answer: tell('grew', 'growth'),
  },
  {
    id: 'reminder',
    because: 'nothing was said for as long as the repeat interval, and it lasts',
    applies: ({ said, now, timers }) =>
      said !== undefined && secondsBetween(said.at, now) >= timers.repeatIntervalSeconds,
    answer: tell('reminder', 'reminder'),
  },
  {
    id: 'no-growth',
    because: 'there are more failures, of the same order of magnitude',
    applies: ({ incident, said }) => incident.failures > (said?.failures ?? 0),
    answer: stayQuiet('no-growth'),
  },
  {
    id: 'nothing-new',
    because: 'nothing has changed',
    applies: () => true,
    answer: stayQuiet('nothing-new'),
  },
];
