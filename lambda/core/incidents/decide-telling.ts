import type { AlertType, NotifyReason, QuietReason } from './incident';
import type { Question } from './telling-question';
import { TELLING_RULES } from './telling-rules';

/** Why people are told, or why not: data, so that it can be logged, tested and shown. */
export type TellDecision =
  | {
      readonly notify: true;
      /** Of the rule that decided. */
      readonly rule: string;
      readonly type: AlertType;
      readonly why: NotifyReason;
      readonly alertId: string;
    }
  | {
      readonly notify: false;
      readonly rule: string;
      readonly because: QuietReason;
      /** What the stream gets while people are spared. */
      readonly streamed?: {
        readonly type: AlertType;
        readonly why: NotifyReason;
        readonly alertId: string;
      };
    };

export type Telling =
  | { readonly rule: string; readonly type: AlertType; readonly why: NotifyReason }
  | { readonly rule: string; readonly quiet: QuietReason };

/** What the first rule that applies has to say to one audience. */
export function decideTelling(question: Question): Telling {
  for (const rule of TELLING_RULES) {
    if (rule.applies(question)) return { rule: rule.id, ...rule.answer(question) };
  }
  return { rule: 'nothing-new', quiet: 'nothing-new' };
}
