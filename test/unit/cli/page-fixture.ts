import { HOSTILE_KEY } from '../../../cli/demo/story';
import type { AlertView, IncidentRow } from '../../../cli/page/page-messages';
import { buildIncidentAlert } from '../../../lambda/core/alerts/build-incident-alert';
import { buildUnreadableAlert } from '../../../lambda/core/alerts/build-unreadable-alert';
import { findReason } from '../../../lambda/core/catalog/find-reason';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { type FailureGroup, groupFailures } from '../../../lambda/core/incidents/group-failures';
import { renderSlack } from '../../../lambda/core/render/slack';
import { NOW } from './fake-io';

export const EVENT: ReplicationEvent = {
  kind: 'OperationFailedReplication',
  eventTime: '2026-01-01T09:59:00.000Z',
  region: 'eu-west-1',
  sourceBucket: 'media-prod',
  destinationBucket: 'media-dr',
  ruleId: 'all-media',
  key: HOSTILE_KEY,
  sizeBytes: 1_000,
  operation: 'OBJECT_PUT',
  failureReason: 'DstPutObjectNotPermitted',
};

export function makeGroup(changes: Partial<ReplicationEvent> = {}, failures = 1): FailureGroup {
  const [group] = groupFailures(Array.from({ length: failures }, () => ({ ...EVENT, ...changes })));
  if (group === undefined) throw new Error('no group');
  return group;
}

export function makeAlertView(changes: Partial<ReplicationEvent> = {}, failures = 1): AlertView {
  const group = makeGroup(changes, failures);
  const alert = buildIncidentAlert(group, findReason(group.key.failureReason ?? undefined), {
    now: NOW,
    links: {},
    why: 'first-failure',
    messageIds: ['m-1'],
  });
  return { alert, slack: renderSlack(alert) };
}

export function makeUnreadableView(): AlertView {
  const problem = {
    code: 'not-json',
    path: '$',
    got: 'text',
    allowed: 'JSON',
    excerpt: '<script>',
    body: '<script>',
  } as const;
  const alert = buildUnreadableAlert([{ problem }], { now: NOW, links: {} });
  return { alert, slack: renderSlack(alert) };
}

export const ROW: IncidentRow = {
  id: 'i1',
  status: 'open',
  severity: 'high',
  failureReason: 'DstPutObjectNotPermitted',
  sourceBucket: 'media-prod',
  destinationBucket: 'media-dr',
  ruleId: 'all-media',
  region: 'eu-west-1',
  failures: 12_431,
  sizeBytes: 1_200_000_000_000,
  firstSeen: '2026-01-01T09:59:00.000Z',
  lastSeen: '2026-01-01T10:00:30.000Z',
  lastAlertId: 'a1',
};
