import type { Incident } from './incident';
import { shortHash } from './incident-key';
import { isFailingDespite } from './record-look';
import type { NotifyTimers } from './timers';

/** What these checks confirm is mended in one place: the policy that is the subject. */
const IS_PERMISSION = /-permission$/;

/**
 * The same for incidents that one fix will end: the confirmed subject, whatever the partition, and what is wrong with it -
 * a bucket may be unversioned and have a policy that denies. `undefined` without a confirmed cause, or when it fails
 * although the cause is gone: then it was another.
 */
export function toCauseKey(incident: Incident, timers: NotifyTimers): string | undefined {
  const { cause } = incident;
  if (cause === undefined || isFailingDespite(incident, timers)) return undefined;
  const what = IS_PERMISSION.test(cause.check) ? 'permission' : cause.check;
  return shortHash(['cause', cause.subject.replace(/^arn:[^:]*:/, 'arn:'), what]);
}
