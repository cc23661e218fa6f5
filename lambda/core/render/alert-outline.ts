import type { Alert } from '../alerts/alert.schema';
import { toIncidentOutline } from './incident-outline';
import type { AlertOutline } from './outline';
import { toUnreadableOutline } from './unreadable-outline';

/** What an alert says, for every channel: the same content in the same order. */
export function toAlertOutline(alert: Alert): AlertOutline {
  return alert.type === 'unreadable' ? toUnreadableOutline(alert) : toIncidentOutline(alert);
}
