import type { NotifierSubject } from '../notifier-contract';
import { slackBotSubject } from './slack-bot.subject';
import { slackWebhookSubject } from './slack-webhook.subject';
import { snsSubject } from './sns.subject';

/** Every channel the kit is run against. `every-notifier.test.ts` holds this list and the folder together. */
export const NOTIFIER_SUBJECTS: readonly NotifierSubject[] = [
  snsSubject,
  slackWebhookSubject,
  slackBotSubject,
];
